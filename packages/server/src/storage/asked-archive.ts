import type { Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Archive, EventsQuery, FilesQuery, MembersQuery, MessagesQuery } from './archive.ts';
import { Lives } from './epochs.ts';

type Questions = Omit<Archive, 'epoch' | 'epochs' | 'eraOf' | 'close'>;
type Name = keyof Questions;
type Asked<Which extends Name> = Parameters<Questions[Which]>;
export type AnswerTo<Which extends Name> = Awaited<ReturnType<Questions[Which]>>;

export type Question<Which extends Name = Name> = {
  [Each in Which]: { readonly name: Each; readonly asked: Asked<Each> };
}[Which];
export type Answer = AnswerTo<Name>;
/** All lives of the store: positions are judged by them without asking. */
export type Ready = readonly Epoch[];
/** Whoever carries questions to where the archive is. */
interface Client {
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** The near half of an archive in another thread. */
export class AskedArchive implements Archive {
  readonly #client: Client;
  readonly #lives: Lives;

  constructor(client: Client, epochs: Ready) {
    this.#client = client;
    this.#lives = new Lives(epochs);
  }

  get epochs(): readonly Epoch[] {
    return this.#lives.epochs;
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

/** The far half: what the archive says to a question. */
export function answerTo<Which extends Name>(
  archive: { [Each in Name]: (...asked: Asked<Each>) => Promise<AnswerTo<Each>> },
  { name, asked }: Question<Which>,
): Promise<AnswerTo<Which>> {
  return archive[name](...asked);
}
