import type { StreamEvent } from '@teahouse/protocol/events';
import {
  type Incoming,
  isEvent,
  type ServerFrame,
  type ServerFrameType,
} from '@teahouse/protocol/server-frames';

type Handlers = { readonly [Type in ServerFrameType]: (frame: ServerFrame<Type>) => void };

/** One for each kind of frame; a missing one is a compile error. Events, of whatever kind, have one together. */
export interface FrameHandlers {
  readonly event: (event: StreamEvent) => void;
  readonly frames: Handlers;
}

/** Brings a frame to the one who understands it. What a newer server says beyond that is ignored. */
export function deliver(handlers: FrameHandlers, frame: Incoming): void {
  if (isEvent(frame)) handlers.event(frame);
  else if (Object.hasOwn(handlers.frames, frame.type)) deliverFrame(handlers.frames, frame);
}

function deliverFrame<Type extends ServerFrameType>(handlers: Handlers, frame: ServerFrame<Type>): void {
  const handle: Handlers[Type] = handlers[frame.type];
  handle(frame);
}
