import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RoomId } from '@teahouse/protocol/ids';
import type { DraftStore } from '../../platform/draft-store.ts';
import { type Mentioned, stillNamed } from './mentions.ts';

/** What is being written in a room. */
export interface Draft {
  readonly text: string;
  /** Who was chosen from the list of people, as long as the text names them. */
  readonly people: readonly Mentioned[];
}

const EMPTY: Draft = { text: '', people: [] };

/** What was begun in each room and not sent: the same in all tabs of a person, also after a reload. */
export class Drafts {
  readonly #store: DraftStore;
  readonly #drafts = new Map<RoomId, Signal<Draft>>();

  constructor(store: DraftStore) {
    this.#store = store;
    store.onOtherTab((room) => {
      const draft = this.#drafts.get(room);
      if (draft) draft.value = stored(store.read(room));
    });
  }

  of(room: RoomId): ReadonlySignal<Draft> {
    return this.#of(room);
  }

  write(room: RoomId, text: string, people: readonly Mentioned[] = this.#of(room).peek().people): void {
    const draft = { text, people: stillNamed(text, people) };
    this.#of(room).value = draft;
    if (text === '') this.#store.remove(room);
    else this.#store.write(room, JSON.stringify(draft));
  }

  /** Forgets all: the next one at this page is somebody else. */
  clear(): void {
    for (const draft of this.#drafts.values()) draft.value = EMPTY;
    this.#store.clear();
  }

  #of(room: RoomId): Signal<Draft> {
    const known = this.#drafts.get(room);
    if (known) return known;
    const draft = signal(stored(this.#store.read(room)));
    this.#drafts.set(room, draft);
    return draft;
  }
}

/** What cannot be read was written by nobody of us, and is let go. */
function stored(written: string | null): Draft {
  if (written === null) return EMPTY;
  try {
    const { text, people }: { text?: unknown; people?: unknown } = JSON.parse(written);
    if (typeof text !== 'string' || !Array.isArray(people)) return EMPTY;
    return { text, people: people.filter(isMentioned) };
  } catch {
    return EMPTY;
  }
}

function isMentioned(each: unknown): each is Mentioned {
  return typeof each === 'object' && each !== null && 'id' in each && 'name' in each;
}
