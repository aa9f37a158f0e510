/** Something that somebody says. */
export interface Message {
  readonly room: number;
  readonly saidMicros: number;
  /** Called at each gateway when one of those who are shown it there is, at `place` of 0 to 1 in the flush. */
  readonly onShown: (gateway: number, place: number) => void;
}
