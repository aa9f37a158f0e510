import { Tokenizer, type Tokens } from 'marked';
import { addressAt } from './address.ts';
import { mayOpen } from './emphasis.ts';

/** Wider or bigger tables are shown as they were written. */
const TABLE_COLUMNS_MAX = 20;
const TABLE_CELLS_MAX = 400;
/** For each the end is looked for in all that follows. A text with more is shown as it was written. */
export const EMPHASES_TRIED_MAX = 500;

const QUOTED = /^ {0,3}>/;
const MARKED = /^ {0,3}(?:[*+-]|\d{1,9}[.)])/;
const LISTED = /^(?: {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)|[ \t]{2}|[ \t]*$)/;

/** What is thrown out of the middle of a text that asks for too much. */
export class TooMuch extends Error {}

/**
 * Markdown as people write it in a chat. What would only surprise them is left out: HTML, code by
 * indentation, headings by underlining, links by reference, a single `~`.
 */
export class ChatTokenizer extends Tokenizer {
  #emphasesTried = 0;

  override code(): undefined {}
  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override lheading(): undefined {}
  override reflink(): undefined {}
  /** Line ends stay in the text. */
  override br(): undefined {}

  /** A quote ends where a line does not begin with `>`, and a list where one has neither mark nor indent. */
  override blockquote(source: string): Tokens.Blockquote | undefined {
    const quoted = linesLike(source, QUOTED);
    return quoted === '' ? undefined : super.blockquote(quoted);
  }

  override list(source: string): Tokens.List | undefined {
    return MARKED.test(source) ? super.list(linesLike(source, LISTED)) : undefined;
  }

  /** A short text can ask for many cells: a row that is too short is filled up. */
  override table(source: string): Tokens.Table | undefined {
    const columns = source.slice(0, source.indexOf('\n')).split('|').length;
    const lines = source.split('\n').length;
    if (columns > TABLE_COLUMNS_MAX || columns * lines > TABLE_CELLS_MAX) return;
    return super.table(source);
  }

  override emStrong(source: string, masked: string, before = ''): Tokens.Em | Tokens.Strong | undefined {
    if (!/^[*_]/.test(source)) return;
    this.#emphasesTried += 1;
    if (this.#emphasesTried > EMPHASES_TRIED_MAX) throw new TooMuch();
    const isFree = source.startsWith('*') && mayOpen(source, before);
    return super.emStrong(source, masked, isFree ? '' : before);
  }

  /** In Chinese one `~` is a tone of voice: 好呀~ */
  override del(source: string, masked: string, before = ''): Tokens.Del | undefined {
    if (!source.startsWith('~~')) return;
    return super.del(source, masked, mayOpen(source, before) ? '' : before);
  }

  override url(source: string): Tokens.Link | undefined {
    const address = addressAt(source);
    if (address === null) return /^(?:https?:|www\.)/i.test(source) ? undefined : super.url(source);
    const tokens: Tokens.Text[] = [{ type: 'text', raw: address, text: address }];
    return { type: 'link', raw: address, text: address, href: address, tokens };
  }
}

/** The lines at the beginning of a text that are of a kind. */
function linesLike(text: string, kind: RegExp): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !kind.test(line));
  return end === -1 ? text : lines.slice(0, end).join('\n');
}
