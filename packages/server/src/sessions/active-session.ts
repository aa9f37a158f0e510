import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { CommittedEvent } from '../bus/bus.ts';
import type { Feed, Follower } from '../fanout/feed.ts';
import type { Outlet } from '../fanout/outlet.ts';
import type { RateLimits } from './limits.ts';
import type { Services } from './services.ts';
import { Subscriptions, type SubscriptionsOwner } from './subscriptions.ts';
import { TokenBucket } from './token-bucket.ts';
import { Turns } from './turns.ts';

/** What frames are counted against. */
export type Allowance = keyof RateLimits;

/** A person at one connection: who they are, the rooms they are in, and what they are shown. */
export class ActiveSession implements SubscriptionsOwner, Follower {
  readonly services: Services;
  readonly outlet: Outlet;
  readonly subscriptions: Subscriptions;
  /** Arrays, since most people are in a few rooms, and there are many people. */
  #rooms: readonly RoomId[] = [];
  #watched: readonly RoomId[] = [];
  #allowances: Record<Allowance, TokenBucket> | null = null;
  #person: Person;
  #own: Feed | null = null;
  #turns: Turns | null = null;

  constructor(services: Services, person: Person, outlet: Outlet) {
    this.services = services;
    this.outlet = outlet;
    this.#person = person;
    this.subscriptions = new Subscriptions(this);
  }

  get user(): UserId {
    return this.#person.id;
  }

  get person(): Person {
    return this.#person;
  }

  /** Whether a stream is this person's own, or a room they are in as far as this node knows. */
  mayFollow(stream: StreamId): boolean {
    return stream === this.user || this.#rooms.includes(stream as RoomId);
  }

  /** The person is in this room. Showing it is a second step. */
  addRoom(room: RoomId): void {
    if (!this.#rooms.includes(room)) this.#rooms = [...this.#rooms, room];
  }

  /** Takes one command from an allowance: 0, or in how many milliseconds it may be tried again. */
  spend(allowance: Allowance): number {
    const nowMs = this.services.clock.monotonicMs();
    const { limits } = this.services;
    this.#allowances ??= {
      writes: new TokenBucket(limits.writes, nowMs),
      reads: new TokenBucket(limits.reads, nowMs),
      typing: new TokenBucket(limits.typing, nowMs),
    };
    return this.#allowances[allowance].take(nowMs);
  }

  /** Begins to follow the person's own stream, whether or not this connection is shown it. */
  follow(own: Feed): void {
    this.#own = own;
    own.follow(this);
  }

  /** For reads that may be answered with much. */
  inTurn(work: () => Promise<void>): Promise<void> {
    this.#turns ??= new Turns(this.outlet);
    return this.#turns.take(work);
  }

  /**
   * As `inTurn`, for a page of a log. It comes after the word on the position that was shown of that log, lest it be
   * taken for a page of the one that the client remembers.
   */
  async pageOf(stream: StreamId, work: () => Promise<void>): Promise<void> {
    await this.subscriptions.judged(stream);
    await this.inTurn(work);
  }

  /** The client takes more again: what waited for that goes on. */
  proceed(): void {
    this.subscriptions.proceed();
    this.#turns?.proceed();
  }

  watchPresence(room: RoomId): void {
    if (!this.#watched.includes(room)) this.#watched = [...this.#watched, room];
    this.services.presence.watch(room, this.outlet);
  }

  close(): void {
    this.#own?.unfollow(this);
    this.subscriptions.close();
    for (const room of this.#watched) this.services.presence.unwatch(room, this.outlet);
  }

  /** What happens in the own stream, from whichever device, changes what this connection is shown. */
  onOwnEvent({ type, bytes }: CommittedEvent): void {
    if (type !== 'room_joined' && type !== 'room_left' && type !== 'name_changed') return;
    const event = JSON.parse(Buffer.from(bytes).toString()) as StreamEvent;
    if (event.type === 'room_joined') {
      this.addRoom(event.room);
      this.subscriptions.show(event.room, { after: event.joined - 1 });
    } else if (event.type === 'room_left') {
      this.#rooms = this.#rooms.filter((room) => room !== event.room);
      this.#watched = this.#watched.filter((room) => room !== event.room);
      this.services.presence.unwatch(event.room, this.outlet);
      this.subscriptions.hide(event.room);
    } else if (event.type === 'name_changed') {
      this.#person = { id: this.user, name: event.name };
      for (const room of this.#rooms) this.services.presence.rename(room, this.#person);
    }
  }

  onShown(stream: StreamId): void {
    if (!isUserStream(stream)) this.services.presence.enter(stream, this.#person);
  }

  onHidden(stream: StreamId): void {
    if (!isUserStream(stream)) this.services.presence.exit(stream, this.user);
  }
}
