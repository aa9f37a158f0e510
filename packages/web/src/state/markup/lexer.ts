import { Hooks, Lexer, type Token, type TokensList } from 'marked';
import { nextAddress } from './address.ts';
import { withMarksAsLetters } from './emphasis.ts';
import { ChatTokenizer, TooMuch } from './tokenizer.ts';

/** Tokens begun for one text, also those that are begun again. A text that asks for more is shown as written. */
export const TOKENS_MAX = 1_500;
/** How deep blocks stand in blocks, and spans in spans. A text that goes deeper is shown as written. */
export const NESTING_MAX = 10;

class ChatHooks extends Hooks {
  override emStrongMask(source: string): string {
    return withMarksAsLetters(source);
  }
}

/**
 * The lexer of marked with a bound on its work. It reads some texts again and again, each time for
 * another depth of them, so neither their length nor the size of what comes out says what they cost.
 */
export class BoundedLexer extends Lexer {
  #tokensBegun = 0;
  #nesting = 0;

  constructor() {
    super({ gfm: true, tokenizer: new ChatTokenizer(), hooks: new ChatHooks() });
    const begin = () => this.#begin();
    this.options.extensions = {
      renderers: {},
      childTokens: {},
      block: [begin],
      inline: [begin],
      startInline: [nextAddress],
    };
  }

  get tokensBegun(): number {
    return this.#tokensBegun;
  }

  override blockTokens(source: string, tokens?: Token[], isClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, isClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens?: Token[] | TokensList, isClipped?: boolean): Token[] {
    return this.#nested(() => super.blockTokens(source, tokens, isClipped));
  }

  override inlineTokens(source: string, tokens?: Token[]): Token[] {
    return this.#nested(() => super.inlineTokens(source, tokens));
  }

  #nested(read: () => Token[]): Token[] {
    if (this.#nesting >= NESTING_MAX) throw new TooMuch();
    this.#nesting += 1;
    try {
      return read();
    } finally {
      this.#nesting -= 1;
    }
  }

  #begin(): undefined {
    this.#tokensBegun += 1;
    if (this.#tokensBegun > TOKENS_MAX) throw new TooMuch();
  }
}
