import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Blob, Command } from '@teahouse/rules/command';
import { decide, needsOf } from '@teahouse/rules/decide';
import type { Decision, Draft } from '@teahouse/rules/decision';
import type { Need } from '@teahouse/rules/facts';
import { type Change, project } from '@teahouse/rules/project';
import type { CommittedEvent } from '../bus/bus.ts';
import type { Appended, EventRow, Log, Transaction } from '../storage/log.ts';
import type { Committer, Outcome } from './engine.ts';
import { Ledger } from './ledger.ts';

/** Commits batches of commands to a log: load, decide, append, in one transaction. */
export function createCommitter(log: Log, clock: { nowMs(): number }): Committer {
  return {
    commit: (commands) =>
      log.transaction(async (transaction) => {
        const batch = new Batch(transaction, clock.nowMs());
        const outcomes = await batch.decideAll(commands);
        await transaction.append(batch.appended);
        return { outcomes, events: batch.events };
      }),
  };
}

type Accepted = Extract<Decision, { ok: true }>;

class Batch {
  readonly events: CommittedEvent[] = [];
  readonly #transaction: Transaction;
  readonly #atMs: number;
  readonly #ledger = new Ledger();
  readonly #rows: EventRow[] = [];
  readonly #changes: Change[] = [];
  readonly #tokens: Appended['tokens'][number][] = [];
  readonly #blobs: Blob[] = [];
  /** Commands of this batch that became an event, so that a repeat within it is found too. */
  readonly #doneHere = new Map<string, Outcome>();

  constructor(transaction: Transaction, atMs: number) {
    this.#transaction = transaction;
    this.#atMs = atMs;
  }

  get appended(): Appended {
    return { events: this.#rows, changes: this.#changes, tokens: this.#tokens, blobs: this.#blobs };
  }

  async decideAll(commands: readonly Command[]): Promise<Outcome[]> {
    await this.#load(commands.flatMap((command) => needsOf(command)));
    // Only now nobody else can do any of them meanwhile: before, the same command may be under way on another node.
    const done = await this.#transaction.done(commands);
    const outcomes: Outcome[] = [];
    for (const [index, command] of commands.entries()) {
      const before = done[index];
      outcomes.push(before ? { ok: true, ...before } : await this.#decide(command));
    }
    return outcomes;
  }

  async #decide(command: Command): Promise<Outcome> {
    const key = `${command.author} ${command.id}`;
    const repeated = this.#doneHere.get(key);
    if (repeated) return repeated;
    const decision = decide(this.#ledger, command);
    if (!decision.ok) return decision;
    const outcome = await this.#accept(command, decision);
    if (outcome.ok && outcome.seq !== undefined) this.#doneHere.set(key, outcome);
    return outcome;
  }

  async #accept(command: Command, decision: Accepted): Promise<Outcome> {
    const own = decision.events[0];
    if (!own) return { ok: true };
    await this.#load(decision.events.map((draft) => streamNeed(streamOf(draft))));
    for (const draft of decision.events) this.#add(draft, command, draft === own);
    if (decision.tokenHash) this.#tokens.push({ user: command.author, hash: decision.tokenHash });
    if (decision.blob) this.#blobs.push(decision.blob);
    const stream = streamOf(own);
    return { ok: true, stream, seq: this.#rows.at(-decision.events.length)?.seq ?? 0 };
  }

  /** Gives a draft its place and its bytes. */
  #add(draft: Draft, { id, author }: Command, isOwn: boolean): void {
    const stream = streamOf(draft);
    const seq = (this.#ledger.stream(stream)?.head ?? 0) + 1;
    const n = this.#runningNumber(stream) + (draft.type === 'message' ? 1 : 0);
    const event = numbered(draft, { seq, n, id, at: this.#atMs });
    const changes = project(event);
    const bytes = Buffer.from(JSON.stringify(event));
    this.#ledger.record(event, changes);
    this.#rows.push({ stream, seq, n, id, author: isOwn ? author : null, bytes });
    this.#changes.push(...changes);
    this.events.push({ stream, seq, id, type: event.type, by: event.by, bytes });
  }

  #runningNumber(stream: StreamId): number {
    return this.#ledger.room(stream as RoomId)?.n ?? 0;
  }

  async #load(needs: readonly Need[]): Promise<void> {
    const unasked = this.#ledger.unasked(needs);
    if (unasked.length > 0) this.#ledger.learn(await this.#transaction.load(unasked));
  }
}

function streamOf(draft: Draft): StreamId {
  return 'user' in draft ? draft.user : draft.room;
}

function streamNeed(stream: StreamId): Need {
  return isUserStream(stream) ? { fact: 'user', user: stream } : { fact: 'room', room: stream };
}

/** The event as it is stored and sent. The fields that every event has come first, always in this order. */
function numbered(draft: Draft, numbers: Pick<StreamEvent, 'seq' | 'n' | 'id' | 'at'>): StreamEvent {
  const { type, by, from, ...rest } = draft;
  const { seq, n, id, at } = numbers;
  const stream = 'user' in draft ? { user: draft.user } : { room: draft.room };
  const head = { type, ...stream, seq, n, id, by };
  return { ...head, ...(from === undefined ? {} : { from }), at, ...rest } as StreamEvent;
}
