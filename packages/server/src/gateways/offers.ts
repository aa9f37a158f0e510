import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Command } from '@teahouse/rules/command';
import type { Outcome } from '../engine/engine.ts';
import type { Look } from '../presence/presence.ts';
import type { MetricsJson } from '../runtime/metrics.ts';
import type { Answer, Question } from '../storage/asked-archive.ts';
import type { PortableError } from '../storage/portable-error.ts';
import type { EventColumns } from './event-columns.ts';
import type { Address } from './gateway.ts';
import type { BusStatus } from './house.ts';

/** All that a gateway's thread says to the thread of the house. */
export interface HouseOffer {
  submit(command: Command): Promise<Outcome>;
  read(question: Question): Promise<Answer>;
  /** Whether a connection from this address is let in; it is counted until it goes. */
  admit(address: string): boolean;
  goes(address: string): void;
  listen(stream: StreamId): void;
  unlisten(stream: StreamId): void;
  pass(stream: StreamId, word: Uint8Array): void;
  enter(room: RoomId, person: Person): void;
  exit(room: RoomId, user: UserId): void;
  rename(room: RoomId, person: Person): void;
  look(room: RoomId): Promise<Look>;
  watch(room: RoomId): void;
  unwatch(room: RoomId): void;
  busStatus(): Promise<BusStatus>;
  /** Of the whole process. */
  metrics(): Promise<string>;
  /** Something failed that should not have. */
  trouble(error: PortableError): void;
}

/** All that the thread of the house says to a gateway's. */
export interface GatewayOffer {
  /** Begins to accept connections, and answers with the port. */
  listen(address: Address): Promise<number>;
  events(columns: EventColumns): void;
  head(stream: StreamId, seq: number): void;
  passing(stream: StreamId, word: Uint8Array): void;
  /** A change of presence, for those who watch the room. */
  report(room: RoomId, bytes: Uint8Array): void;
  /** Answered in its turn: so all that was said before has been taken. */
  settle(): void;
  /** Of this gateway alone. */
  metrics(): Promise<MetricsJson>;
  /** Takes no new connections. */
  drain(): void;
  /** Says goodbye to everyone; answered when all are gone. */
  end(): Promise<void>;
}
