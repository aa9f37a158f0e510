import type { CommandId, Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Archive } from '../archive.ts';
import type { Log } from '../log.ts';
import { commandId } from './people.ts';

/** Whom and what to ask about: a store cannot list those. */
export interface Asked {
  readonly people: readonly UserId[];
  readonly rooms: readonly RoomId[];
  readonly tokens: readonly Uint8Array[];
  readonly blobs: readonly string[];
  /** The lives that positions are of. */
  readonly epochs: readonly Epoch[];
}

const ALL = { reader: 'server', limit: 500 } as const;

/** Everything that the reading side of a store says, but for the name of the life it is in. */
export async function everythingIn(archive: Archive, asked: Asked): Promise<unknown> {
  const { people, rooms, tokens, blobs } = asked;
  const streams: StreamId[] = [...people, ...rooms];
  const each = <Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>) =>
    Promise.all(items.map(ask));
  return {
    lives: asked.epochs.map((epoch) => archive.eraOf(epoch)),
    streams: await each(streams, (stream) => streamIn(archive, stream, asked)),
    heads: [...(await archive.heads(streams))].sort(),
    standings: await each(people, (user) => standingIn(archive, user)),
    rooms: await each(rooms, (room) => roomIn(archive, room, asked)),
    openRooms: await archive.openRooms({ limit: 100 }),
    tokens: await each(tokens, (hash) => archive.userByToken(hash)),
    blobs: await each(blobs, async (id) => {
      const blob = await archive.blob(id);
      return blob && { type: blob.type, bytes: Buffer.from(blob.bytes).toString('hex') };
    }),
  };
}

async function streamIn(archive: Archive, stream: StreamId, { epochs }: Asked): Promise<unknown> {
  const events = await eventsIn(archive, stream);
  // Those at both ends of a long one: where lives begin and end.
  const some = [...events.slice(0, 40), ...events.slice(-40)];
  const positions = some.flatMap(({ seq, id }) => epochs.map((epoch) => ({ epoch, seq, id })));
  const { head, id } = await archive.head(stream);
  return {
    events,
    end: { head, id },
    recent: (await archive.recent(stream, { events: 50, sizeBytes: 5_000 })).map(({ seq }) => seq),
    checks: await Promise.all(positions.map((position) => archive.check(stream, position))),
    elsewhere: await archive.check(stream, { epoch: epochs[0] as Epoch, seq: 1, id: commandId('other') }),
  };
}

interface Event {
  readonly seq: number;
  readonly id: CommandId;
  readonly era: number;
  readonly text: string;
}

/** A stream from its beginning to its end, page by page. */
export async function eventsIn(archive: Archive, stream: StreamId): Promise<Event[]> {
  const events: Event[] = [];
  for (;;) {
    const page = await archive.eventsAfter(stream, { ...ALL, after: events.length });
    if (!page || page.events.length === 0) return events;
    events.push(
      ...page.events.map(({ bytes, ...event }) => ({ ...event, text: Buffer.from(bytes).toString() })),
    );
  }
}

async function standingIn(archive: Archive, user: UserId): Promise<unknown> {
  const { person, me, rooms } = await archive.roomsOf(user);
  const inOrder = rooms.toSorted((one, other) => (one.room < other.room ? -1 : 1));
  return { person, me: { ...me, epoch: '' }, rooms: inOrder.map((room) => ({ ...room, epoch: '' })) };
}

async function roomIn(archive: Archive, room: RoomId, { people }: Asked): Promise<unknown> {
  const readers = [...people.map((user) => ({ user })), 'visitor' as const, 'server' as const];
  const pages = readers.map(async (reader) => {
    const messages = await archive.messages(room, { reader, limit: 100 });
    const from = await archive.messages(room, { reader, after: 5, limit: 3 });
    const files = await archive.files(room, { reader, limit: 100 });
    const members = await archive.members(room, { reader, limit: 100 });
    const texts = [messages, from, files].map((page) => page && Buffer.from(page.json).toString());
    return { texts, members, head: messages?.head, more: [messages?.more, from?.more, files?.more] };
  });
  return { open: await archive.openRoom(room), pages: await Promise.all(pages) };
}

/** Every fact that the rules may ask for, and where each author's commands were done. */
export async function factsIn(log: Log, archive: Archive, { people, rooms }: Asked): Promise<unknown> {
  const own = people.flatMap((user) => [
    { fact: 'user', user } as const,
    { fact: 'rooms_of', user } as const,
  ]);
  const pairs = people.flatMap((user) => rooms.map((room) => ({ user, room })));
  const needs = [
    ...own,
    ...rooms.map((room) => ({ fact: 'room', room }) as const),
    ...rooms.map((room) => ({ fact: 'running_number', room, seq: 4 }) as const),
    ...pairs.map((pair) => ({ fact: 'membership', ...pair }) as const),
    ...pairs.map((pair) => ({ fact: 'mentions_after', ...pair, seq: 4 }) as const),
  ];
  const streams = await Promise.all([...people, ...rooms].map((stream) => eventsIn(archive, stream)));
  const ids = new Set(streams.flat().map(({ id }) => id));
  const commands = people.flatMap((author) => [...ids].map((id) => ({ author, id })));
  return log.transaction(async (transaction) => {
    const facts = await transaction.load(needs);
    const done = await transaction.done(commands);
    return {
      facts: new Map(
        facts.map(({ need, value }) => [
          Object.entries(need).sort().join(),
          Array.isArray(value) ? value.toSorted() : value,
        ]),
      ),
      done: done.flatMap((place, index) => (place ? [{ ...commands[index], ...place }] : [])),
    };
  });
}
