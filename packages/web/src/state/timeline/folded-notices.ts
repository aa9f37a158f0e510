import type { Notice } from './rows.ts';

/** What a line of notices says: people who came or went together are one sentence. */
export type Sentence =
  | { readonly says: 'joined' | 'left'; readonly notices: readonly Notice[] }
  | { readonly says: 'renamed'; readonly notice: Extract<Notice, { type: 'renamed' }> };

/** People named in one sentence. Of more, only the number is told. */
export const NAMES_IN_SENTENCE_MAX = 3;

export function sentencesOf(notices: readonly Notice[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (const notice of notices) {
    const last = sentences.at(-1);
    if (notice.type === 'renamed') sentences.push({ says: 'renamed', notice });
    else if (last?.says === notice.type) {
      sentences[sentences.length - 1] = { ...last, notices: [...last.notices, notice] };
    } else sentences.push({ says: notice.type, notices: [notice] });
  }
  return sentences;
}
