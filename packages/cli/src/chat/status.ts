import type { ConnectionState } from '@teahouse/client/chat';
import { type Texts, whyNot } from './texts/texts.ts';

type Standing = 'live' | 'behind' | 'lost' | 'refused';

/** Says how things stand with the server, when that changes. Tries that fail are not told one by one. */
export class Status {
  readonly #texts: Texts;
  readonly #tell: (text: string) => void;
  #told: Standing | null = null;
  #wasLive = false;

  constructor(texts: Texts, tell: (text: string) => void) {
    this.#texts = texts;
    this.#tell = tell;
  }

  /** `name` is what this person is called, once that is known. */
  update(connection: ConnectionState, name: string): void {
    switch (connection.state) {
      case 'live':
        return this.#say('live', this.#wasLive ? this.#texts.connectedAgain : this.#texts.connected(name));
      case 'behind':
        return this.#say('behind', this.#texts.behind(connection.events));
      case 'refused':
        return this.#say('refused', `${this.#texts.refused} ${whyNot(connection.code, this.#texts)}`);
      case 'connecting':
        // The first try is no news.
        return connection.attempt > 1 || this.#wasLive ? this.#say('lost', this.#texts.lost) : undefined;
      case 'offline':
        return this.#say('lost', this.#texts.lost);
    }
  }

  #say(what: Standing, text: string): void {
    if (what === this.#told) return;
    this.#told = what;
    this.#wasLive ||= what === 'live';
    this.#tell(text);
  }
}
