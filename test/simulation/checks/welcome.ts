import type { UserId } from '@teahouse/protocol/ids';
import type { RoomSummary, ServerFrame } from '@teahouse/protocol/server-frames';
import { applyToUser, type JoinedRoom, type UserState } from '@teahouse/rules/apply';
import { heard } from '@teahouse/rules/own-room';
import type { Records } from '../world/records.ts';
import type { Evidence } from './evidence.ts';

/** A fresh look tells what folding the logs up to its heads gives (SYNC-4). */
export function checkWelcome(
  evidence: Evidence,
  { user, me, rooms }: ServerFrame<'welcome'>,
  name: string,
): void {
  const { records, findings } = evidence;
  const state = foldOwn(records, user.id, me.head);
  findings.demand(
    state.id === me.id,
    'SYNC-4',
    () => `${name}: own stream has ${state.id} at ${me.head}, not ${me.id}`,
  );
  findings.demand(
    state.name === user.name,
    'SYNC-4',
    () => `${name} is called ${user.name}, not ${state.name}`,
  );
  const told = rooms.map(({ room }) => room).sort();
  const folded = [...state.rooms.keys()].sort();
  findings.demand(
    told.join() === folded.join(),
    'SYNC-4',
    () => `${name} is told to be in ${told}, not ${folded}`,
  );
  for (const summary of rooms) {
    const problem = differing(records, summary, state.rooms.get(summary.room));
    findings.demand(
      problem === null,
      'SYNC-4',
      () => `${name}: the welcome tells a wrong ${problem} of ${summary.room}`,
    );
  }
}

/** A person's own stream up to an event, folded. */
export function foldOwn(records: Records, user: UserId, upTo: number): UserState {
  let state: UserState = { user, rooms: new Map(), seq: 0, id: '' };
  for (const { event } of records.stream(user).slice(0, upTo)) {
    if ('user' in event) state = applyToUser(state, event);
  }
  return state;
}

function differing(records: Records, told: RoomSummary, joined: JoinedRoom | undefined): string | null {
  const record = records.at(told.room, told.head);
  if (!record || record.id !== told.id) return 'head';
  if (record.n !== told.n) return 'n';
  if (record.members !== told.members) return 'members';
  const created = records.at(told.room, 1)?.event;
  if (created?.type !== 'room_created' || created.name !== told.name || created.kind !== told.kind)
    return 'name';
  if (!joined) return 'membership';
  const { read, readN, mentions, pinned, notify, place } = heard(told);
  if (joined.read !== read || joined.readN !== readN) return 'marker';
  if (joined.mentions !== mentions) return 'number of mentions';
  const isSame = joined.pinned === pinned && joined.notify === notify && joined.place === place;
  return isSame ? null : 'arrangement';
}
