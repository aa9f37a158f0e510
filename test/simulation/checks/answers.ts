import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { StreamEvent } from '@teahouse/protocol/events';
import type { StreamId, UserId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import { commandKey, type Evidence } from './evidence.ts';

/** An acknowledged command is on disk, once, at the seq that was told (LOG-1, LOG-3). */
export function checkAnswer(
  evidence: Evidence,
  user: UserId,
  question: ClientFrame,
  { id, seq, room }: ServerFrame<'ok'>,
): void {
  const { records, findings, acknowledged } = evidence;
  const record = records.byCommand(user, id);
  if (!record) {
    // A marker that is further on already needs no event: telling it twice is as good as once.
    const isStep = question.type === 'read' && seq === undefined;
    findings.demand(isStep, 'LOG-1', () => `${user} ${id} was acknowledged and is not on disk`);
    return;
  }
  // Places in the own stream are not told: they come with its events.
  const place = record.stream === user ? undefined : record.seq;
  findings.demand(
    place === seq,
    'LOG-1',
    () => `${user} ${id} was acknowledged as ${seq}, on disk is ${place}`,
  );
  findings.demand(place !== undefined || question.type !== 'send', 'LOG-1', () => `${id} is no message`);
  if (room !== undefined && place !== undefined) {
    findings.demand(record.stream === room, 'LOG-3', () => `${id} made ${record.stream}, not ${room}`);
  }
  const before = acknowledged.get(commandKey(user, id));
  findings.demand(
    !before || before.isLost || before === record,
    'LOG-3',
    () => `${user} ${id} was acknowledged as two events`,
  );
  acknowledged.set(commandKey(user, id), record);
}

/** A page of events is a piece of the log, without gaps, from where it was asked for (SYNC-1). */
export function checkEvents(evidence: Evidence, page: ServerFrame<'events'>, after: number): void {
  const { room, events, head } = page;
  const stored = evidence.records.stream(room).length;
  for (const [index, event] of events.entries()) checkShown(evidence, room, event, after + 1 + index);
  const isWhole = events.length > 0 || after >= head;
  evidence.findings.demand(
    isWhole && head <= stored,
    'SYNC-1',
    () => `${room}: an empty page after ${after} of ${head}`,
  );
}

/** A page of history has message after message, none left out. */
export function checkPage(evidence: Evidence, { room, messages }: ServerFrame<'page'>): void {
  const first = messages[0]?.n ?? 0;
  for (const [index, message] of messages.entries()) {
    checkShown(evidence, room, message, message.seq);
    evidence.findings.demand(
      message.n === first + index && message.type === 'message',
      'SYNC-4',
      () => `a page of ${room} leaves out what is before message ${message.n}`,
    );
  }
}

/** A page of files has every message that came with one, from the newest told to the oldest, or to the first of all. */
export function checkFiles(evidence: Evidence, { room, files, more }: ServerFrame<'files'>): void {
  const newest = files[0]?.seq ?? 0;
  const oldest = more ? (files.at(-1)?.seq ?? 1) : 1;
  const stored = evidence.records.stream(room).slice(oldest - 1, newest);
  const expected = stored.filter(({ event }) => event.type === 'message' && event.attachment).reverse();
  evidence.findings.demand(
    expected.map(({ seq }) => seq).join() === files.map(({ seq }) => seq).join(),
    'SYNC-4',
    () => `the files of ${room} from ${newest} back to ${oldest} are not those on disk`,
  );
  for (const file of files) checkShown(evidence, room, file, file.seq);
}

function checkShown(
  { records, findings }: Evidence,
  stream: StreamId,
  event: StreamEvent,
  seq: number,
): void {
  const record = records.at(stream, seq);
  findings.demand(
    record?.text === JSON.stringify(event),
    'LOG-2',
    () => `${stream} ${seq} was shown as ${JSON.stringify(event)}, on disk is ${record?.text}`,
  );
}
