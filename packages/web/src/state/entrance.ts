import { type Signal, signal } from '@preact/signals';
import { Chat } from '@teahouse/client/chat';
import type { Platform } from '@teahouse/client/platform';
import { LiveChat } from './live-chat.ts';

/** Someone at the door: not looked at yet, unknown here, or in. */
export type Visitor =
  | { readonly state: 'arriving' }
  | { readonly state: 'stranger' }
  | { readonly state: 'inside'; readonly chat: LiveChat };

/** Lets people in: a returning guest at once, a stranger once they have said a name. */
export class Entrance {
  readonly visitor: Signal<Visitor> = signal({ state: 'arriving' });
  readonly #url: string;
  readonly #platform: Platform;
  #chat: Chat | null = null;

  constructor(url: string, platform: Platform) {
    this.#url = url;
    this.#platform = platform;
  }

  async arrive(): Promise<void> {
    const identity = await this.#platform.identity.load();
    if (identity) await this.#open({ url: this.#url, platform: this.#platform });
    else this.visitor.value = { state: 'stranger' };
  }

  async enter(name: string): Promise<void> {
    await this.#open({ url: this.#url, platform: this.#platform, name });
  }

  /** Gives up who this is, for ever, and begins again as a stranger. */
  async forget(): Promise<void> {
    const visitor = this.visitor.value;
    if (visitor.state !== 'inside') return;
    await this.#chat?.logout();
    visitor.chat[Symbol.dispose]();
    this.#chat = null;
    this.visitor.value = { state: 'stranger' };
  }

  async #open(options: ConstructorParameters<typeof Chat>[0]): Promise<void> {
    this.#chat = new Chat(options);
    this.visitor.value = { state: 'inside', chat: new LiveChat(this.#chat, this.#platform.clock) };
    await this.#chat.start();
  }
}
