import type { Epoch, RoomId, StreamId } from '@teahouse/protocol/ids';
import type { Bus, Listener } from '../bus/bus.ts';
import { Listeners } from '../bus/listeners.ts';
import type { Watcher } from '../presence/presence.ts';
import type { PresenceBoard } from '../sessions/services.ts';
import { AskedArchive } from '../storage/asked-archive.ts';
import { exact } from '../storage/packing.ts';
import { portable } from '../storage/portable-command.ts';
import type { Admission } from '../transport/admission.ts';
import { fromColumns } from './event-columns.ts';
import type { House } from './house.ts';
import { Line, type Port } from './line.ts';
import type { GatewayOffer, HouseOffer } from './offers.ts';

/** What the thread of the house tells a gateway of its house; the rest it tells the gateway itself. */
type Told = Pick<GatewayOffer, 'events' | 'head' | 'passing' | 'report' | 'settle'>;
type ToHouse = Pick<Line<GatewayOffer, HouseOffer>, 'tell' | 'ask' | 'askFor'>;

interface Parts {
  readonly port: Port;
  readonly gateway: Omit<GatewayOffer, keyof Told>;
  readonly epochs: readonly Epoch[];
  readonly isShared: boolean;
  /** Without limits nobody needs to be asked who may connect. */
  readonly isLimited: boolean;
  readonly soon: (callback: () => void) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** The house as a gateway in a thread of its own sees it, and how it is told of trouble there. */
export function askedHouse(parts: Parts): { house: House; tellTrouble: HouseOffer['trouble'] } {
  const { port, gateway, isLimited, soon, onTrouble } = parts;
  const listeners = new Listeners(onTrouble);
  const watchers = new Watchers();
  const told: Told = {
    events: (columns) => {
      for (const event of fromColumns(columns)) listeners.tellEvent(event);
    },
    head: (stream, seq) => listeners.tellHead(stream, seq),
    passing: (stream, word) => listeners.tellPassing(stream, word),
    report: (room, bytes) => watchers.report(room, bytes),
    settle: () => {},
  };
  const line = new Line<GatewayOffer, HouseOffer>({ port, ours: { ...gateway, ...told }, soon, onTrouble });
  const house: House = {
    engine: { submit: (command) => line.ask('submit', portable(command)) },
    archive: new AskedArchive(
      { ask: (question) => line.ask('read', question), close: async () => undefined },
      parts.epochs,
    ),
    bus: busOver(line, listeners),
    presence: presenceOver(line, watchers),
    // It is taken where presence is kept, and not carried here.
    takePresence: () => {},
    admission: isLimited ? admissionOver(line) : { enter: () => true, leave: () => {} },
    isShared: parts.isShared,
    busStatus: () => line.ask('busStatus'),
    metrics: () => line.ask('metrics'),
  };
  return { house, tellTrouble: (error) => line.tell('trouble', error) };
}

function admissionOver(line: ToHouse): Admission {
  return {
    enter: (address) => line.ask('admit', address),
    leave: (address) => line.tell('goes', address),
  };
}

/** What this gateway's sessions commit is published where it is committed, and comes back from there. */
function busOver(line: ToHouse, listeners: Listeners): Pick<Bus, 'subscribe' | 'pass'> {
  return {
    pass: (stream, word) => line.tell('pass', stream, exact(word)),
    subscribe(stream: StreamId, listener: Listener) {
      listeners.set(stream, listener);
      line.tell('listen', stream);
      return {
        [Symbol.dispose]: () => {
          if (listeners.remove(stream, listener)) line.tell('unlisten', stream);
        },
      };
    },
  };
}

function presenceOver(line: ToHouse, watchers: Watchers): PresenceBoard {
  return {
    enter: (room, person) => line.tell('enter', room, person),
    exit: (room, user) => line.tell('exit', room, user),
    rename: (room, person) => line.tell('rename', room, person),
    ask: (room, tell) => line.askFor('look', [room], tell),
    watch: (room, watcher) => {
      if (watchers.add(room, watcher)) line.tell('watch', room);
    },
    unwatch: (room, watcher) => {
      if (watchers.remove(room, watcher)) line.tell('unwatch', room);
    },
  };
}

/** Those at this gateway who watch the presence of rooms. */
class Watchers {
  readonly #rooms = new Map<RoomId, Set<Watcher>>();

  /** Whether it is the first of its room. */
  add(room: RoomId, watcher: Watcher): boolean {
    const watchers = this.#rooms.get(room);
    if (watchers) watchers.add(watcher);
    else this.#rooms.set(room, new Set([watcher]));
    return watchers === undefined;
  }

  /** Whether it was the last of its room. */
  remove(room: RoomId, watcher: Watcher): boolean {
    const watchers = this.#rooms.get(room);
    if (!watchers?.delete(watcher) || watchers.size > 0) return false;
    return this.#rooms.delete(room);
  }

  report(room: RoomId, bytes: Uint8Array): void {
    for (const watcher of this.#rooms.get(room) ?? []) watcher.pushPassing(bytes);
  }
}
