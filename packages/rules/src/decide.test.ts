import assert from 'node:assert/strict';
import test from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import { EVENT_SCHEMAS } from '@teahouse/protocol/specification/event-schemas';
import fc from 'fast-check';
import { histories } from './testing/histories.ts';
import type { World } from './testing/world.ts';

const RUNS = { numRuns: 1_500 };

test('[LOG-2] every log is numbered without gaps, and n counts its messages', () => {
  always((world) => {
    for (const log of world.logs.values()) {
      let said = 0;
      for (const [index, event] of log.entries()) {
        if (event.type === 'message') said++;
        assert.deepEqual([event.seq, event.n], [index + 1, said]);
      }
    }
  });
});

test('[LOG-5] [R18] between leaving and coming in, no member says anything', () => {
  always((world) => {
    for (const [room, log] of roomLogs(world)) {
      const inside = new Set<UserId>();
      for (const event of log) {
        if (isEntering(event)) inside.add(event.by);
        if (event.type === 'left') inside.delete(event.by);
        const isVisitor = world.projections.memberships.get(event.by) === undefined;
        if (event.type === 'message' && !isVisitor) assert.ok(inside.has(event.by), `${event.by} in ${room}`);
      }
    }
  });
});

test('[LOG-5] the two sides of a membership agree, and members are counted right', () => {
  always((world) => {
    for (const [room, log] of roomLogs(world)) {
      const members = [...world.projections.memberships].filter(([, rooms]) => rooms.has(room));
      assert.equal(world.room(room)?.members, members.length, room);
      for (const [user, rooms] of members) {
        const entrance = log[(rooms.get(room)?.joined ?? 0) - 1];
        assert.ok(entrance && isEntering(entrance) && entrance.by === user);
      }
    }
  });
});

test('[SYNC-4] unread is exactly the number of messages behind the marker', () => {
  always((world) => {
    for (const rooms of world.projections.memberships.values()) {
      for (const [room, { read, readN }] of rooms) {
        const behind = world.events(room).filter(({ type, seq }) => type === 'message' && seq > read);
        assert.equal((world.room(room)?.n ?? 0) - readN, behind.length);
      }
    }
  });
});

test('[SYNC-4] unread mentions are exactly the messages behind the marker that somebody else meant for this person', () => {
  always((world) => {
    for (const [user, rooms] of world.projections.memberships) {
      for (const [room, { read, mentions }] of rooms) {
        const behind = world.events(room).filter(({ seq, by }) => seq > read && by !== user);
        const meant = behind.filter((event) => event.type === 'message' && event.mentions?.includes(user));
        assert.equal(mentions, meant.length);
      }
    }
  });
});

test('[NET-1] a direct room never has more than two people, ever', () => {
  always((world) => {
    for (const [room, log] of roomLogs(world)) {
      if (world.room(room)?.kind !== 'direct') continue;
      assert.ok(new Set(log.map(({ by }) => by)).size <= 2);
    }
  });
});

test('[S14] nothing a visitor says is in a room that is not open', () => {
  always((world) => {
    for (const [room, log] of roomLogs(world)) {
      const visits = log.filter(({ by }) => /^u_[xy]/.test(by));
      assert.ok(visits.length === 0 || world.room(room)?.kind === 'open', room);
    }
  });
});

test('[NET-1] every event there can be is as the published schemas say', () => {
  always((world) => {
    for (const event of [...world.logs.values()].flat()) {
      const result = EVENT_SCHEMAS[event.type].safeParse(event);
      assert.ok(result.success, JSON.stringify([event, result.error]));
    }
  });
});

function always(check: (world: World) => void): void {
  fc.assert(fc.property(histories, check), RUNS);
}

function isEntering(event: StreamEvent): boolean {
  const wasFounded = event.type === 'room_created' && event.members > 0;
  return event.type === 'joined' || wasFounded;
}

function roomLogs(world: World): [RoomId, readonly StreamEvent[]][] {
  const isRoom = (entry: [StreamId, StreamEvent[]]): entry is [RoomId, StreamEvent[]] =>
    !isUserStream(entry[0]);
  return [...world.logs].filter(isRoom);
}
