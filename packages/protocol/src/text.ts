import type { ErrorCode } from './errors.ts';
import { NAME_CHARACTERS_MAX, NAME_MARKS_IN_ROW_MAX, TEXT_CHARACTERS_MAX } from './limits.ts';

/** C0 and C1 controls except tab, line feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** White space, and what draws nothing: zero-width, fillers, bidi controls, variation selectors. */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** Nothing in a name may draw nothing, turn the direction of its surroundings or break its line. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Emoji are joined and coloured by characters that are hidden anywhere else. */
const EMOJI = /(?:\p{RGI_Emoji}|\p{Extended_Pictographic})\ufe0f?/gv;
/** A mark with no letter under it draws over whatever is shown before the name. */
const LOOSE_MARK = /(?:^|\s)\p{M}/u;
const MARKS = new RegExp(`\\p{M}{${NAME_MARKS_IN_ROW_MAX + 1},}`, 'u');
const LOOK_ALIKE_SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** A surrogate pair is one character, so that an emoji counts once. */
function isLongerThan(text: string, charactersMax: number): boolean {
  if (text.length <= charactersMax) return false;
  if (text.length > charactersMax * 2) return true;
  let characters = 0;
  for (const _ of text) characters++;
  return characters > charactersMax;
}

/**
 * Why a message's text cannot be stored, or null if it can. What passes is stored and shown as sent: both
 * stores page it identically, and no part of it can hide a message or break history (R25).
 */
export function refuseText(text: string): ErrorCode | null {
  if (isLongerThan(text, TEXT_CHARACTERS_MAX)) return 'too_long';
  if (!text.isWellFormed() || CONTROLS.test(text)) return 'bad_text';
  return INVISIBLE.test(text) ? 'empty_text' : null;
}

/**
 * A name of a person or a room as it will be stored: composed (NFC), without white space around it or
 * twice in a row. Null if it cannot be one (S21: hidden, bidi and control characters, piled-up marks,
 * letters of scripts that are mixed to deceive).
 */
export function normalName(raw: string): string | null {
  if (raw.length > NAME_CHARACTERS_MAX * 4 || !raw.isWellFormed()) return null;
  const name = raw.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (name === '' || isLongerThan(name, NAME_CHARACTERS_MAX)) return null;
  const letters = name.replace(EMOJI, '☺');
  const isHiding = HIDDEN.test(letters) || INVISIBLE.test(name);
  if (isHiding || MARKS.test(letters) || LOOSE_MARK.test(letters)) return null;
  return mixesLookAlikes(name) ? null : name;
}

/** Latin, Cyrillic and Greek share shapes; a word of more than one of them is made to deceive (UTS 39). */
function mixesLookAlikes(name: string): boolean {
  return name
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => LOOK_ALIKE_SCRIPTS.filter((script) => script.test(word)).length > 1);
}
