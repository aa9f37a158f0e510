import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { Person, ServerFrame } from '@teahouse/protocol/server-frames';
import type { Identity, IdentityStore } from './platform.ts';

/** Who this chat speaks for: a guest to be, and from the first welcome on the one with the token. */
export class Guest {
  readonly #store: IdentityStore;
  readonly #wantedName: string | undefined;
  #identity: Identity | null = null;

  constructor(store: IdentityStore, wantedName: string | undefined) {
    this.#store = store;
    this.#wantedName = wantedName;
  }

  get person(): Person | null {
    return this.#identity?.user ?? null;
  }

  async load(): Promise<void> {
    this.#identity = await this.#store.load();
  }

  /** What a hello says of it. */
  introduction(): Pick<ClientFrame<'hello'>, 'token' | 'name'> {
    if (this.#identity) return { token: this.#identity.token };
    return this.#wantedName === undefined ? {} : { name: this.#wantedName };
  }

  welcomed({ token, user }: ServerFrame<'welcome'>): void {
    const proof = token ?? this.#identity?.token;
    if (proof !== undefined) this.#keep({ token: proof, user });
  }

  renamed(user: Person): void {
    if (this.#identity) this.#keep({ ...this.#identity, user });
  }

  async forget(): Promise<void> {
    this.#identity = null;
    await this.#store.clear();
  }

  #keep(identity: Identity): void {
    this.#identity = identity;
    // Without a store that works, the guest lasts as long as this program.
    this.#store.save(identity).catch(() => {});
  }
}
