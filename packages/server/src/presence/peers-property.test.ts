import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import fc from 'fast-check';
import { type PresenceNode, PresenceNodes } from '../testing/presence-nodes.ts';
import { BEAT_EVERY_MS, LIST_EVERY_MS, SILENCE_MS_MAX, TURN_MS } from './limits.ts';

const ROOMS = [LOBBY, `r_${'r'.repeat(16)}` as RoomId];
const USERS = ['u_1', 'u_2', 'u_3'] as UserId[];
const DELAY_MS_MAX = 3_000;
/** After the last change and the last lost word: a heartbeat, an asking in the next turn, and the answer. */
const LEVEL_MS = BEAT_EVERY_MS + LIST_EVERY_MS + DELAY_MS_MAX + 4 * TURN_MS;

const place = {
  node: fc.nat({ max: 2 }),
  user: fc.constantFrom(...USERS),
  room: fc.constantFrom(...ROOMS),
};
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('enter' as const), ...place }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('exit' as const), ...place }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('rename' as const), ...place }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('cut' as const), ...place }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('join' as const), ...place }) },
    {
      weight: 6,
      arbitrary: fc.record({ does: fc.constant('wait' as const), ...place, ms: fc.nat({ max: 6_000 }) }),
    },
  ),
  { minLength: 20, maxLength: 80, size: 'max' },
);
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

/** What becomes of words, one after the other: copies, each with its delay. */
const fates = fc.array(fc.array(fc.nat({ max: DELAY_MS_MAX }), { maxLength: 2 }), {
  minLength: 1,
  maxLength: 40,
});
const ending = fc.constantFrom('all stay' as const, 'one dies' as const, 'one stops' as const);

/** People as they are connected, and as they are called everywhere in the end. */
class House {
  readonly stage: PresenceNodes = PresenceNodes.of(3);
  readonly #connections: { node: PresenceNode; room: RoomId; user: UserId }[] = [];
  readonly #names = new Map<UserId, string>();

  constructor() {
    for (const node of this.stage.nodes) node.watch(LOBBY);
  }

  do(step: Step): void {
    const node = this.stage.nodes[step.node] ?? assert.fail();
    if (step.does === 'wait') this.stage.clock.advance(step.ms);
    else if (step.does === 'cut') node.isConnected = false;
    else if (step.does === 'join') node.isConnected = true;
    else if (step.does === 'enter') this.#enter(node, step.room, step.user);
    else if (step.does === 'exit') this.#exit(node, step.room, step.user);
    else this.#rename(step.user);
  }

  /** Who is here according to the connections that are left. */
  truth(room: RoomId): string[] {
    const here = this.#connections.filter((one) => one.room === room && !one.node.isDead);
    return [...new Set(here.map(({ user }) => user))]
      .map((user) => `${user} ${this.#nameOf(user)}`)
      .toSorted();
  }

  /** What nodes show where anybody wants to know. */
  shown(room: RoomId): (readonly string[])[] {
    const nodes = this.stage.nodes.filter(
      (node) => !node.isDead && (room === LOBBY || node.presence.ownCount(room) > 0),
    );
    return nodes.map((node) => node.shown(room));
  }

  #enter(node: PresenceNode, room: RoomId, user: UserId): void {
    this.#connections.push({ node, room, user });
    node.presence.enter(room, this.#person(user));
  }

  #exit(node: PresenceNode, room: RoomId, user: UserId): void {
    const index = this.#connections.findIndex(
      (one) => one.node === node && one.room === room && one.user === user,
    );
    if (index >= 0) this.#connections.splice(index, 1);
    // One who is not there may be told to go, too.
    node.presence.exit(room, user);
  }

  /** Known to every connection at once, as by the person's own stream. */
  #rename(user: UserId): void {
    this.#names.set(user, `${this.#nameOf(user)}!`);
    for (const { presence } of this.stage.nodes) {
      for (const room of ROOMS) presence.rename(room, this.#person(user));
    }
  }

  #nameOf(user: UserId): string {
    return this.#names.get(user) ?? 'x';
  }

  #person(user: UserId): Person {
    return { id: user, name: this.#nameOf(user) };
  }
}

test('[R8] [R9] [R28] whatever words are lost, doubled and reordered: soon after that ends, all nodes show who is there', () => {
  fc.assert(
    fc.property(steps, fates, ending, (done, lot, end) => {
      const house = new House();
      const { stage } = house;
      let words = 0;
      stage.fate = () => lot[words++ % lot.length] ?? [];
      for (const step of done) house.do(step);
      stage.fate = () => [0];
      for (const node of stage.nodes) node.isConnected = true;
      const [first] = stage.nodes;
      assert.ok(first);
      if (end === 'one stops') first.peers[Symbol.dispose]();
      if (end !== 'all stay') first.isDead = true;
      stage.clock.advance(end === 'one dies' ? SILENCE_MS_MAX + DELAY_MS_MAX + TURN_MS : LEVEL_MS);
      for (const room of ROOMS) {
        const truth = house.truth(room);
        for (const shown of house.shown(room)) assert.deepEqual(shown, truth);
      }
    }),
    { numRuns: 300 },
  );
});
