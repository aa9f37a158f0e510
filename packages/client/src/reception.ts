import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { RoomId, StreamId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Incoming, ServerFrame } from '@teahouse/protocol/server-frames';
import type { ConnectionUser } from './connection.ts';
import type { Copies } from './copies.ts';
import { deliver, type FrameHandlers } from './deliver.ts';
import type { Parts } from './parts.ts';

/** What comes in by the connection, brought to the part that understands it. */
export class Reception implements ConnectionUser {
  readonly #parts: Parts;
  readonly #copies: Copies;
  readonly #handlers: FrameHandlers;
  #resumed: Readonly<Record<StreamId, Position>> = {};

  constructor(parts: Parts, copies: Copies) {
    this.#parts = parts;
    this.#copies = copies;
    this.#handlers = handlers(parts, copies);
  }

  hello(): ClientFrame<'hello'> {
    this.#resumed = this.#copies.sync.positions();
    const resume = Object.keys(this.#resumed).length === 0 ? {} : { resume: this.#resumed };
    return { type: 'hello', ...this.#parts.guest.introduction(), ...resume };
  }

  /** Commands of an earlier connection go first, for what waits in the outbox may rest on them. */
  welcomed(welcome: ServerFrame<'welcome'>): void {
    const { guest, requests, outbox, presence, markers, liveMessages, changes } = this.#parts;
    guest.welcomed(welcome);
    requests.connected();
    this.#copies.sync.welcomed(welcome, this.#resumed);
    for (const [room, log] of this.#copies.sync.logs) {
      liveMessages.begins(room, log);
      this.#copies.loadNewest(log);
    }
    outbox.connected((room) => this.#copies.sync.logs.get(room)?.state.seq ?? Number.POSITIVE_INFINITY);
    presence.connected();
    markers.connected((room) => this.#copies.sync.own?.room(room)?.read ?? 0);
    changes.notify();
  }

  received(frame: Incoming): void {
    deliver(this.#handlers, frame);
    this.#parts.changes.notify();
  }

  lost(): void {
    this.#parts.requests.disconnected();
    this.#parts.outbox.disconnected();
    this.#copies.sync.disconnected();
  }

  changed(): void {
    this.#parts.changes.notify();
  }
}

function handlers({ requests, presence, typing, liveMessages }: Parts, { sync }: Copies): FrameHandlers {
  const answer = requests.answer.bind(requests);
  const frames: FrameHandlers['frames'] = {
    ok: answer,
    error: answer,
    page: answer,
    events: answer,
    rooms: answer,
    members: answer,
    files: answer,
    presence: (frame) => {
      presence.received(frame);
      if (frame.id !== undefined) answer(frame);
    },
    typing: ({ room, users }) => typing.wrote(room, users),
    behind: (frame) => {
      liveMessages.fellBehind(frame.room as RoomId);
      sync.behind(frame);
    },
    reset: (frame) => sync.reset(frame),
    heartbeat: (frame) => sync.heartbeat(frame),
    // The connection sees to these itself.
    welcome: () => {},
    bye: () => {},
  };
  return { event: (event) => sync.event(event), frames };
}
