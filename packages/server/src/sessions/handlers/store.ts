import type { ClientFrame, ClientFrameType } from '@teahouse/protocol/client-frames';
import { type CommandId, isUserStream, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import type { Outcome } from '../../engine/engine.ts';
import type { ActiveSession } from '../active-session.ts';
import { errorFrame, okFrame } from '../replies.ts';

type WithoutSignature<Of> = Of extends unknown ? Omit<Of, 'id' | 'author'> : never;
type Signed = { readonly id: CommandId; readonly author: UserId };

/** A frame that becomes a command as it is: signed with who sent it, decided, stored, answered. */
export function store<Type extends ClientFrameType>(
  toCommand: (frame: ClientFrame<Type>) => WithoutSignature<Command>,
): (session: ActiveSession, frame: ClientFrame<Type> & { id: CommandId }) => Promise<void> {
  return async (session, frame) => {
    const signed: Signed = { id: frame.id, author: session.user };
    const outcome = await session.services.engine.submit({ ...toCommand(frame), ...signed } as Command);
    answer(session, frame.id, outcome);
  };
}

/** An event's place is told if it is in a room; places in the own stream come with its events. */
export function answer(session: ActiveSession, id: CommandId, outcome: Outcome, room?: RoomId): void {
  if (!outcome.ok) return session.outlet.push(errorFrame(outcome.code, { id }));
  const { stream, seq } = outcome;
  const place = seq === undefined || stream === undefined || isUserStream(stream) ? {} : { seq };
  session.outlet.push(okFrame(id, { ...place, ...(room && { room }) }));
}
