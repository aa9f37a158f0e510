/** So many emoji without words are shown big. */
const EMOJI_MAX = 3;
const ONLY_EMOJI = new RegExp(`^\\s*(?:\\p{RGI_Emoji}\\s*){1,${EMOJI_MAX}}$`, 'v');
/** Longer than any three emoji with spaces between. */
const CHARACTERS_MAX = 64;

/** Whether a text is one to three emoji and nothing else. */
export function isFewEmoji(text: string): boolean {
  return text.length <= CHARACTERS_MAX && ONLY_EMOJI.test(text);
}
