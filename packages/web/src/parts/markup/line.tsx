import { Fragment, type VNode } from 'preact';
import type { Named } from '../../state/markup/names.ts';
import type { Line, Span } from '../../state/markup/tree.ts';
import { drawnWords } from './words.tsx';

/**
 * A line that is said is a line that is drawn: it has its own direction, and what is piled up on its letters
 * is clipped there. A function and no component, for there are many of them in a long room.
 */
export function drawnLine(line: Line, people: readonly Named[], key: number): VNode {
  return (
    <span key={key} class="line">
      {drawnSpans(line, people)}
    </span>
  );
}

function drawnSpans(spans: Line, people: readonly Named[]): VNode[] {
  return spans.map((span, index) => <Fragment key={index}>{drawnSpan(span, people)}</Fragment>);
}

function drawnSpan(span: Span, people: readonly Named[]): VNode | (VNode | string)[] {
  switch (span.span) {
    case 'text':
      return drawnWords(span.text, people);
    case 'code':
      return (
        <code class="code" dir="ltr">
          {span.text}
        </code>
      );
    case 'strong':
      return <strong>{drawnSpans(span.spans, people)}</strong>;
    case 'emphasis':
      return <em>{drawnSpans(span.spans, people)}</em>;
    case 'deleted':
      return <del>{drawnSpans(span.spans, people)}</del>;
    case 'link':
      return drawnLink(span, people);
    case 'room':
      return (
        <a href={span.address} data-testid="room-in-text">
          <bdi>{drawnSpans(span.spans, people)}</bdi>
        </a>
      );
  }
}

/** Leads away from here without telling where from. Words that look like another address are put right. */
function drawnLink(link: Span & { readonly span: 'link' }, people: readonly Named[]): VNode {
  return (
    <>
      <a
        href={link.address}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={link.address}
        data-testid="link"
      >
        <bdi>{drawnSpans(link.spans, people)}</bdi>
      </a>
      {link.leadsTo !== null && (
        <>
          {' '}
          <bdi class="leads-to" dir="ltr" data-testid="leads-to">
            {link.leadsTo}
          </bdi>
        </>
      )}
    </>
  );
}
