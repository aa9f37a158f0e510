import type { Attachment } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Blob } from '../command.ts';
import {
  type Decision,
  type Draft,
  type Rule,
  refuse,
  type Signature,
  signature,
  signed,
} from '../decision.ts';
import { registered } from './register.ts';

export const send: Rule<'send'> = {
  needs: ({ author, room, mentions = [] }) => [
    { fact: 'user', user: author },
    { fact: 'room', room },
    ...[author, ...mentions].map((user) => ({ fact: 'membership' as const, room, user })),
  ],

  decide(facts, { author, room: id, text, blob, mentions = [], visitor }): Decision {
    const room = facts.room(id);
    if (visitor) {
      if (room?.kind !== 'open') return refuse('no_such_room');
    } else if (!room || !facts.membership(id, author)) {
      return refuse('not_a_member');
    }
    const who = visitor ? signature(author, visitor.name) : signed(facts, author);
    const meant = [...new Set(mentions)].filter((user) => facts.membership(id, user));
    const said: Draft = {
      type: 'message',
      room: id,
      ...who,
      text,
      ...(blob ? { attachment: attachmentOf(blob) } : {}),
      ...(meant.length > 0 ? { mentions: meant } : {}),
    };
    const events = [
      said,
      // A visitor is written down with the first thing they say: those who only look leave no trace.
      ...(visitor && !facts.user(author) ? [registered(who)] : []),
      ...mentioning(who, { room: id, message: room.head + 1, meant }),
    ];
    return blob ? { ok: true, events, blob } : { ok: true, events };
  },
};

/** Whoever mentions themselves is not told. */
function mentioning(
  who: Signature,
  { room, message, meant }: { room: RoomId; message: number; meant: readonly UserId[] },
): Draft[] {
  return meant
    .filter((user) => user !== who.by)
    .map((user) => ({ type: 'mentioned', user, ...who, room, message }));
}

function attachmentOf(blob: Blob): Attachment {
  return { id: blob.id, type: blob.type, size: blob.bytes.byteLength, url: `/blobs/${blob.id}` };
}
