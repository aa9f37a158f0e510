import type { Connection, Pool } from './connection.ts';
import { refused, WAITING_MAX } from './connection.ts';

/** Questions that one statement answers at most: more would make the first of them wait for the last. */
export const GATHERED_MAX = 100;
/** Statements of one kind that are on their way at most, so that the others gather meanwhile. */
export const STATEMENTS_MAX = 2;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers so many questions by one statement, in their order. */
type Read<Question, Answer> = (
  connection: Connection,
  questions: readonly Question[],
) => Promise<readonly Answer[]>;

/**
 * Questions of one kind. Who asks alone is answered at once; what is asked while statements are on their way goes
 * into the next together, so that thousands who come at once take few of them. Each question is answered from a
 * moment after it was asked. If a statement fails, all who are in it are refused.
 */
export class Gathered<Question, Answer> {
  readonly #pool: Pick<Pool, 'lend'>;
  readonly #read: Read<Question, Answer>;
  readonly #waiting: Waiting<Question, Answer>[] = [];
  #statements = 0;

  constructor(pool: Pick<Pool, 'lend'>, read: Read<Question, Answer>) {
    this.#pool = pool;
    this.#read = read;
  }

  ask(question: Question): Promise<Answer> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(refused('too many are asking'));
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ question, resolve, reject });
    if (this.#statements < STATEMENTS_MAX) void this.#answer();
    return promise;
  }

  async #answer(): Promise<void> {
    this.#statements++;
    while (this.#waiting.length > 0) await this.#answerSome();
    this.#statements--;
  }

  /** Those who came while it waited for a connection are in it too. */
  async #answerSome(): Promise<void> {
    const asking: Waiting<Question, Answer>[] = [];
    const take = () => asking.push(...this.#waiting.splice(0, GATHERED_MAX));
    try {
      const answers = await this.#pool.lend(async (connection) => {
        take();
        const questions = asking.map(({ question }) => question);
        return questions.length === 0 ? [] : await this.#read(connection, questions);
      });
      asking.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      // There was no connection, so nobody was taken: those who wait for one are refused.
      if (asking.length === 0) take();
      for (const { reject } of asking) reject(error);
    }
  }
}
