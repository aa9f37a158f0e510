import type { ChatErrorCode } from '@teahouse/client/chat-error';
import { chinese } from './chinese.ts';
import { english } from './english.ts';

/** Everything the program says. A key that is missing in a language, or is too many there, is a type error. */
export type Texts = typeof english;
/** The refusals that a person can do something about. Others are told by their code. */
export type ErrorTexts = Partial<Record<ChatErrorCode, string>>;

/** The language of a system's environment, as other programs take it. */
export function textsFor({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Texts {
  const tag = LC_ALL || LC_MESSAGES || LANG || '';
  return tag.toLowerCase().startsWith('zh') ? chinese : english;
}

/** Why something was refused. */
export function whyNot(code: ChatErrorCode | number, texts: Texts): string {
  const known = typeof code === 'string' ? texts.errors[code] : undefined;
  return known ?? texts.failed(code);
}
