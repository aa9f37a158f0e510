/** What becomes of bytes that go one way on one connection: they are passed on, now or later, or not. */
export type Passage = (bytes: Buffer, pass: (bytes: Buffer) => void) => void;

export const UNCHANGED: Passage = (bytes, pass) => pass(bytes);
