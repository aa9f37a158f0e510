import englishUrl from 'emoji-picker-element-data/en/emojibase/data.json?url';
import chineseUrl from 'emoji-picker-element-data/zh/emojibase/data.json?url';
import { type Emoji, fetchEmoji } from './emoji-data.ts';

/** The table as it lies beside the scripts: nobody else learns that somebody writes here. */
export function fetchBuiltEmoji(): Promise<readonly Emoji[]> {
  return fetchEmoji(englishUrl, chineseUrl);
}
