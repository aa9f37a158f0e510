import type { Archive } from '../archive.ts';
import { type Answer, answerTo, type Question, type Ready } from '../asked-archive.ts';
import { movable } from '../movable-answer.ts';
import type { Service } from './thread-server.ts';

/** The archive as its thread offers it: see `AskedArchive`. */
export function archiveService(archive: Archive, epochs: Ready): Service<Ready, Question, Answer> {
  return {
    ready: epochs,
    answer: async (question) => movable(await answerTo(archive, question)),
    close: () => archive.close(),
  };
}
