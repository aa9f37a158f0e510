import type { Archive, StoredEvent } from '../archive.ts';
import { type Answer, type AnswerTo, answer, type Question, type Ready } from '../asked-archive.ts';
import { packed } from '../packing.ts';
import type { Answered, Service } from './thread-server.ts';

/** The archive as its thread offers it: see `AskedArchive`. */
export function archiveService(archive: Archive, epochs: Ready): Service<Ready, Question, Answer> {
  return {
    ready: epochs,
    answer: async (question) => movable(await answer(archive, question)),
    close: () => archive.close(),
  };
}

/** Lays the bytes of an answer together where they are many, so that they cross without being copied. */
function movable(answer: Answer): Answered<Answer> {
  if (answer === undefined || typeof answer === 'string') return { answer, moved: [] };
  if (isList(answer)) {
    const events = packed(answer);
    return { answer: events, moved: buffersOf(events) };
  }
  if ('events' in answer) {
    const events = packed(answer.events);
    return { answer: { head: answer.head, events }, moved: buffersOf(events) };
  }
  if ('json' in answer) return { answer, moved: [answer.json.buffer] };
  return { answer, moved: 'bytes' in answer ? [answer.bytes.buffer] : [] };
}

function isList(answer: Answer): answer is AnswerTo<'recent'> {
  return Array.isArray(answer);
}

function buffersOf(events: readonly StoredEvent[]): ArrayBufferLike[] {
  return events.map(({ bytes }) => bytes.buffer);
}
