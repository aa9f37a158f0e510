import type { Archive } from '@teahouse/server/storage/archive';
import { StoreFailure } from '@teahouse/server/storage/log';
import type { Chance } from '../world/chance.ts';
import type { ProcessTime } from '../world/virtual-time.ts';

export interface ReadFaults {
  readonly readMsMax: number;
  /** How often a read is refused, as when too many wait. */
  readonly refused: number;
}

interface Deps {
  readonly archive: Archive;
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly faults: () => ReadFaults;
}

/** An archive whose answers are on the way for a while, so that everything may happen in between. */
export class SlowArchive implements Archive {
  readonly epoch: Archive['epoch'];
  readonly epochs: Archive['epochs'];
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.epoch = deps.archive.epoch;
    this.epochs = deps.archive.epochs;
  }

  eraOf(epoch: Parameters<Archive['eraOf']>[0]): number | undefined {
    return this.#deps.archive.eraOf(epoch);
  }

  userByToken(...question: Parameters<Archive['userByToken']>): ReturnType<Archive['userByToken']> {
    return this.#slowly((archive) => archive.userByToken(...question));
  }

  roomsOf(...question: Parameters<Archive['roomsOf']>): ReturnType<Archive['roomsOf']> {
    return this.#slowly((archive) => archive.roomsOf(...question));
  }

  head(...question: Parameters<Archive['head']>): ReturnType<Archive['head']> {
    return this.#slowly((archive) => archive.head(...question));
  }

  heads(...question: Parameters<Archive['heads']>): ReturnType<Archive['heads']> {
    return this.#slowly((archive) => archive.heads(...question));
  }

  openRoom(...question: Parameters<Archive['openRoom']>): ReturnType<Archive['openRoom']> {
    return this.#slowly((archive) => archive.openRoom(...question));
  }

  check(...question: Parameters<Archive['check']>): ReturnType<Archive['check']> {
    return this.#slowly((archive) => archive.check(...question));
  }

  recent(...question: Parameters<Archive['recent']>): ReturnType<Archive['recent']> {
    return this.#slowly((archive) => archive.recent(...question));
  }

  eventsAfter(...question: Parameters<Archive['eventsAfter']>): ReturnType<Archive['eventsAfter']> {
    return this.#slowly((archive) => archive.eventsAfter(...question));
  }

  messages(...question: Parameters<Archive['messages']>): ReturnType<Archive['messages']> {
    return this.#slowly((archive) => archive.messages(...question));
  }

  members(...question: Parameters<Archive['members']>): ReturnType<Archive['members']> {
    return this.#slowly((archive) => archive.members(...question));
  }

  files(...question: Parameters<Archive['files']>): ReturnType<Archive['files']> {
    return this.#slowly((archive) => archive.files(...question));
  }

  openRooms(...question: Parameters<Archive['openRooms']>): ReturnType<Archive['openRooms']> {
    return this.#slowly((archive) => archive.openRooms(...question));
  }

  blob(...question: Parameters<Archive['blob']>): ReturnType<Archive['blob']> {
    return this.#slowly((archive) => archive.blob(...question));
  }

  close(): Promise<void> {
    return this.#deps.archive.close();
  }

  async #slowly<Answer>(read: (archive: Archive) => Promise<Answer>): Promise<Answer> {
    const { archive, time, chance, faults } = this.#deps;
    if (chance.happens(faults().refused)) throw new StoreFailure('storage_unavailable', { fatal: false });
    if (faults().readMsMax === 0) return read(archive);
    const readMs = chance.fraction() * faults().readMsMax;
    const share = chance.fraction();
    await time.wait(readMs * share);
    const answer = await read(archive);
    await time.wait(readMs * (1 - share));
    return answer;
  }
}
