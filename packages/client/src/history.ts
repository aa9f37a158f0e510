import type { Message } from '@teahouse/protocol/events';
import type { CommandId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { codeOf } from './chat-error.ts';
import type { Requests } from './requests.ts';
import type { RoomLog } from './room-log.ts';
import { Turns } from './turns.ts';

/** Messages asked for at a time: a few screens. */
export const HISTORY_PAGE_MESSAGES = 50;
/** Pages asked for at a time, so that somebody in 500 rooms does not ask for 500 at once. */
const PAGES_AT_ONCE = 4;

/** Loads the parts of a room's past that are not at hand. All of it rejects with a ChatError. */
export class History {
  readonly #requests: Requests;
  readonly #newId: () => CommandId;
  readonly #seen: (message: Message) => void;
  readonly #turns = new Turns(PAGES_AT_ONCE);
  readonly #older = new Map<RoomLog, Promise<void>>();
  readonly #newer = new Map<RoomLog, Promise<void>>();
  /** Where each room was turned to last. An earlier wish whose pages come late is void. */
  readonly #wishes = new WeakMap<RoomLog, symbol>();

  /** `seen` hears of every message that comes, for one of them may be an answer that was lost. */
  constructor(requests: Requests, newId: () => CommandId, seen: (message: Message) => void) {
    this.#requests = requests;
    this.#newId = newId;
    this.#seen = seen;
  }

  /** The page before what is shown. Asked for again meanwhile, it is the same one. */
  async loadOlder(log: RoomLog): Promise<void> {
    const { shown } = log.timeline;
    if (!shown.hasOlder) return;
    await once(this.#older, log, async () => {
      const page = await this.#page(log, { before: shown.from });
      log.timeline.prepend(shown.from, page);
      this.#tell(page);
    });
  }

  /** The page after what is shown. */
  async loadNewer(log: RoomLog): Promise<void> {
    const { shown, hasNewer } = log.timeline;
    if (!hasNewer || log.timeline.stepOn()) return;
    await once(this.#newer, log, async () => {
      const page = await this.#page(log, { after: shown.to });
      log.timeline.append(shown.to, page);
      this.#tell(page);
    });
  }

  /** The first page of a copy that has none. If it fails, the next welcome tries again. */
  async loadNewest(log: RoomLog): Promise<void> {
    if (log.timeline.shown.events.length > 0) return;
    await this.loadOlder(log).catch(codeOf);
  }

  /** Shows the surroundings of a seq. */
  async lookAt(log: RoomLog, wanted: number): Promise<void> {
    const wish = this.#wish(log);
    const seq = Math.min(wanted, log.head);
    await this.loadNewest(log);
    if (this.#wishes.get(log) !== wish || log.timeline.turnTo(seq)) return;
    const [older, newer] = await Promise.all([
      this.#page(log, { before: seq + 1 }),
      this.#page(log, { after: seq }),
    ]);
    if (this.#wishes.get(log) === wish) log.timeline.open(seq, older, newer);
    for (const page of [older, newer]) this.#tell(page);
  }

  backToNewest(log: RoomLog): void {
    this.#wish(log);
    log.timeline.backToNewest();
    void this.loadNewest(log);
  }

  #wish(log: RoomLog): symbol {
    const wish = Symbol();
    this.#wishes.set(log, wish);
    return wish;
  }

  #page(log: RoomLog, from: { before: number } | { after: number }): Promise<ServerFrame<'page'>> {
    const { room } = log.state;
    const question = { type: 'history', room, limit: HISTORY_PAGE_MESSAGES, ...from } as const;
    return this.#turns.take(() => this.#requests.insist({ ...question, id: this.#newId() }));
  }

  #tell({ messages }: ServerFrame<'page'>): void {
    for (const message of messages) this.#seen(message);
  }
}

/** Begins the work, unless it is under way already. */
function once(underWay: Map<RoomLog, Promise<void>>, log: RoomLog, work: () => Promise<void>): Promise<void> {
  const begun = underWay.get(log) ?? work().finally(() => underWay.delete(log));
  underWay.set(log, begun);
  return begun;
}
