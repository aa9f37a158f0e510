import { Fragment, type VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Named } from '../../state/markup/names.ts';
import type { Block, Item, Line } from '../../state/markup/tree.ts';
import { CodeBlock } from './code-block.tsx';
import { drawnLine } from './line.tsx';

type People = readonly Named[];

/** What a message says, as elements and never as HTML. */
export function drawnBlocks(blocks: readonly Block[], people: People): VNode[] {
  return blocks.map((block, index) => <Fragment key={index}>{drawnBlock(block, people)}</Fragment>);
}

function drawnBlock(block: Block, people: People): VNode {
  switch (block.block) {
    case 'paragraph':
      return <p>{block.lines.map((line, index) => drawnLine(line, people, index))}</p>;
    case 'heading':
      return (
        <p>
          <strong>{drawnLine(block.line, people, 0)}</strong>
        </p>
      );
    case 'code':
      return <CodeBlock code={block.code} language={block.language} />;
    case 'quote':
      return <blockquote>{drawnBlocks(block.blocks, people)}</blockquote>;
    case 'list': {
      const items = block.items.map((item, index) => drawnItem(item, people, index));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'table':
      return <Table head={block.head} rows={block.rows} people={people} />;
    case 'rule':
      return <hr />;
  }
}

function drawnItem({ isDone, blocks }: Item, people: People, key: number): VNode {
  if (isDone === null) return <li key={key}>{drawnBlocks(blocks, people)}</li>;
  return <Task key={key} isDone={isDone} blocks={blocks} people={people} />;
}

interface TaskProps {
  readonly isDone: boolean;
  readonly blocks: readonly Block[];
  readonly people: People;
}

function Task({ isDone, blocks, people }: TaskProps): VNode {
  const words = useId();
  return (
    <li class="task">
      <input type="checkbox" checked={isDone} disabled aria-labelledby={words} />
      <div id={words}>{drawnBlocks(blocks, people)}</div>
    </li>
  );
}

interface TableProps {
  readonly head: readonly Line[];
  readonly rows: readonly (readonly Line[])[];
  readonly people: People;
}

/** A wide one scrolls in its own box. */
function Table({ head, rows, people }: TableProps): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <div class="table-box" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {drawnLine(cell, people, 0)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={place}>{drawnLine(cell, people, 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
