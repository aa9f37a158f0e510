import type { Attachment } from '@teahouse/protocol/events';
import type { Blob } from '../command.ts';
import { type Decision, type Draft, type Rule, refuse, signature, signed } from '../decision.ts';
import { registered } from './register.ts';

export const send: Rule<'send'> = {
  needs: ({ author, room }) => [
    { fact: 'user', user: author },
    { fact: 'room', room },
    { fact: 'membership', room, user: author },
  ],

  decide(facts, { author, room, text, blob, visitor }): Decision {
    if (visitor) {
      if (facts.room(room)?.kind !== 'open') return refuse('no_such_room');
    } else if (!facts.membership(room, author)) {
      return refuse('not_a_member');
    }
    const who = visitor ? signature(author, visitor.name) : signed(facts, author);
    const message: Draft = { type: 'message', room, ...who, text };
    const said: Draft = blob ? { ...message, attachment: attachmentOf(blob) } : message;
    // A visitor is written down with the first thing they say: those who only look leave no trace.
    const events = visitor && !facts.user(author) ? [said, registered(who)] : [said];
    return blob ? { ok: true, events, blob } : { ok: true, events };
  },
};

function attachmentOf(blob: Blob): Attachment {
  return { id: blob.id, type: blob.type, size: blob.bytes.byteLength, url: `/blobs/${blob.id}` };
}
