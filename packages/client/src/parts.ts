import { type CommandId, newCommandIdAt } from '@teahouse/protocol/ids';
import { Changes } from './changes.ts';
import { Guest } from './guest.ts';
import { LiveMessages } from './live-messages.ts';
import { Outbox } from './outbox.ts';
import type { Clock, Platform } from './platform.ts';
import { Presence } from './presence.ts';
import { ReadMarkers } from './read-markers.ts';
import { type Question, Requests } from './requests.ts';
import { Typing } from './typing.ts';

/** What a chat is put together from, each of it knowing nothing of the whole. */
export interface Parts {
  readonly clock: Clock;
  readonly newId: () => CommandId;
  readonly changes: Changes;
  readonly liveMessages: LiveMessages;
  readonly requests: Requests;
  readonly guest: Guest;
  readonly outbox: Outbox;
  readonly presence: Presence;
  readonly markers: ReadMarkers;
  readonly typing: Typing;
}

export function createParts(
  { clock, random, identity, outbox: store }: Platform,
  name: string | undefined,
  transmit: (question: Question) => void,
): Parts {
  const newId = () => newCommandIdAt(clock.nowMs(), random);
  const changes = new Changes();
  const changed = () => changes.notify();
  const requests = new Requests(clock, random, transmit);
  return {
    clock,
    newId,
    changes,
    liveMessages: new LiveMessages(),
    requests,
    guest: new Guest(identity, name),
    outbox: new Outbox({ clock, store, requests, newId, changed }),
    presence: new Presence(requests, newId),
    markers: new ReadMarkers(clock, requests, newId),
    typing: new Typing(clock, changed),
  };
}
