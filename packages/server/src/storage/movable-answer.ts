import type { StoredEvent } from './archive.ts';
import type { Answer, AnswerTo } from './asked-archive.ts';
import { exact, packed } from './packing.ts';

interface Movable {
  readonly answer: Answer;
  /** Buffers in the answer, and used nowhere else, that can be moved to another thread instead of copied. */
  readonly moved: readonly ArrayBufferLike[];
}

/** An answer as it crosses between threads: its bytes lie together, in buffers that hold nothing else. */
export function movable(answer: Answer): Movable {
  if (answer === undefined || typeof answer === 'string') return { answer, moved: [] };
  if (isList(answer)) {
    const events = packed(answer);
    return { answer: events, moved: buffersOf(events) };
  }
  if ('events' in answer) {
    const events = packed(answer.events);
    return { answer: { head: answer.head, events }, moved: buffersOf(events) };
  }
  if ('json' in answer) {
    const json = exact(answer.json);
    return { answer: { ...answer, json }, moved: [json.buffer] };
  }
  if (!('bytes' in answer)) return { answer, moved: [] };
  const bytes = exact(answer.bytes);
  return { answer: { ...answer, bytes }, moved: [bytes.buffer] };
}

function isList(answer: Answer): answer is AnswerTo<'recent'> {
  return Array.isArray(answer);
}

function buffersOf(events: readonly StoredEvent[]): ArrayBufferLike[] {
  return events.map(({ bytes }) => bytes.buffer);
}
