import type { Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type {
  Archive,
  EventsQuery,
  FilesQuery,
  MembersQuery,
  MessagesQuery,
  StoredEvent,
} from '../archive.ts';
import { Lives } from '../epochs.ts';
import { packed } from './packing.ts';
import type { ThreadClient } from './thread-client.ts';
import type { Answered, Service } from './thread-server.ts';

type Questions = Omit<Archive, 'epoch' | 'eraOf' | 'close'>;
type Name = keyof Questions;
type Asked<Which extends Name> = Parameters<Questions[Which]>;
type AnswerTo<Which extends Name> = Awaited<ReturnType<Questions[Which]>>;

export type Question<Which extends Name = Name> = {
  [Each in Which]: { readonly name: Each; readonly asked: Asked<Each> };
}[Which];
export type Answer = AnswerTo<Name>;
/** All lives of the store: positions are judged by them without asking. */
export type Ready = readonly Epoch[];
type Client = Pick<ThreadClient<Ready, Question, Answer>, 'ask' | 'close'>;

/** The near half of an archive in a thread. */
export class ThreadArchive implements Archive {
  readonly #client: Client;
  readonly #lives: Lives;

  constructor(client: Client, epochs: Ready) {
    this.#client = client;
    this.#lives = new Lives(epochs);
  }

  get epoch(): Epoch {
    return this.#lives.epoch;
  }

  eraOf(epoch: Epoch): number | undefined {
    return this.#lives.eraOf(epoch);
  }

  userByToken(hash: Uint8Array) {
    return this.#ask('userByToken', new Uint8Array(hash));
  }

  roomsOf(user: UserId) {
    return this.#ask('roomsOf', user);
  }

  head(stream: StreamId) {
    return this.#ask('head', stream);
  }

  heads(streams: readonly StreamId[]) {
    return this.#ask('heads', streams);
  }

  openRoom(room: RoomId) {
    return this.#ask('openRoom', room);
  }

  check(stream: StreamId, position: Position) {
    return this.#ask('check', stream, position);
  }

  recent(stream: StreamId, limits: { events: number; sizeBytes: number }) {
    return this.#ask('recent', stream, limits);
  }

  eventsAfter(stream: StreamId, query: EventsQuery) {
    return this.#ask('eventsAfter', stream, query);
  }

  messages(room: RoomId, query: MessagesQuery) {
    return this.#ask('messages', room, query);
  }

  members(room: RoomId, query: MembersQuery) {
    return this.#ask('members', room, query);
  }

  files(room: RoomId, query: FilesQuery) {
    return this.#ask('files', room, query);
  }

  openRooms(query: { after?: RoomId; limit: number }) {
    return this.#ask('openRooms', query);
  }

  blob(id: string) {
    return this.#ask('blob', id);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #ask<Which extends Name>(name: Which, ...asked: Asked<Which>): Promise<AnswerTo<Which>> {
    return this.#client.ask({ name, asked } as Question) as Promise<AnswerTo<Which>>;
  }
}

/** The far half. */
export function archiveService(archive: Archive, epochs: Ready): Service<Ready, Question, Answer> {
  return {
    ready: epochs,
    answer: async (question) => movable(await answer(archive, question)),
    close: () => archive.close(),
  };
}

function answer<Which extends Name>(
  archive: { [Each in Name]: (...asked: Asked<Each>) => Promise<AnswerTo<Each>> },
  { name, asked }: Question<Which>,
): Promise<AnswerTo<Which>> {
  return archive[name](...asked);
}

/** Lays the bytes of an answer together where they are many, so that they cross without being copied. */
function movable(answer: Answer): Answered<Answer> {
  if (answer === undefined || typeof answer === 'string') return { answer, moved: [] };
  if (isList(answer)) {
    const events = packed(answer);
    return { answer: events, moved: buffersOf(events) };
  }
  if ('events' in answer) {
    const events = packed(answer.events);
    return { answer: { head: answer.head, events }, moved: buffersOf(events) };
  }
  if ('json' in answer) return { answer, moved: [answer.json.buffer] };
  return { answer, moved: 'bytes' in answer ? [answer.bytes.buffer] : [] };
}

function isList(answer: Answer): answer is AnswerTo<'recent'> {
  return Array.isArray(answer);
}

function buffersOf(events: readonly StoredEvent[]): ArrayBufferLike[] {
  return events.map(({ bytes }) => bytes.buffer);
}
