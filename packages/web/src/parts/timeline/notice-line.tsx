import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { authorName } from '../../state/people.ts';
import { NAMES_IN_SENTENCE_MAX, type Sentence, sentencesOf } from '../../state/timeline/folded-notices.ts';
import type { Notice } from '../../state/timeline/rows.ts';
import type { Texts } from '../../text/texts.ts';

/** Who came, who left, who has another name. */
export function NoticeLine({ notices }: { readonly notices: readonly Notice[] }): VNode {
  const texts = useTexts();
  const said = sentencesOf(notices).map((sentence) => sayingOf(sentence, texts));
  return (
    <li class="notice" data-testid="notice">
      {said.join(' · ')}
    </li>
  );
}

function sayingOf(sentence: Sentence, texts: Texts): string {
  if (sentence.says === 'renamed')
    return texts.renamed(authorName(sentence.notice, texts), sentence.notice.name);
  const names = [...new Set(sentence.notices.map((notice) => authorName(notice, texts)))];
  const shown = names.slice(0, NAMES_IN_SENTENCE_MAX);
  return texts[sentence.says](shown, names.length - shown.length);
}
