/**
 * Why a server closes a socket. `reconnect` tells a client whether to come back by itself; codes that a
 * WebSocket library sends on its own (RFC 6455 section 7.4.1) are listed beside ours.
 */
interface CloseReason {
  readonly code: number;
  readonly reconnect: boolean;
  readonly reason: string;
}

export const CLOSE = {
  goingAway: { code: 1001, reconnect: true, reason: 'going away' },
  badUtf8: { code: 1007, reconnect: false, reason: 'invalid UTF-8' },
  tooBig: { code: 1009, reconnect: false, reason: 'frame too big' },
  restart: { code: 1012, reconnect: true, reason: 'server restarting, come back' },
  badHello: { code: 4400, reconnect: false, reason: 'the first frame must be a good hello' },
  badToken: { code: 4401, reconnect: false, reason: 'no account has this token' },
  helloTimeout: { code: 4408, reconnect: true, reason: 'no hello came in time' },
  silent: { code: 4409, reconnect: true, reason: 'no sign of life' },
  slowReader: { code: 4008, reconnect: true, reason: 'reading too slowly, come back and resume' },
  noRoom: { code: 4404, reconnect: false, reason: 'no such open room' },
  tooMany: { code: 4429, reconnect: true, reason: 'too many connections or frames' },
  stale: { code: 4503, reconnect: true, reason: 'this node lost its store, go elsewhere' },
} as const satisfies Record<string, CloseReason>;

export type CloseName = keyof typeof CLOSE;

const BY_CODE: ReadonlyMap<number, CloseReason> = new Map(
  Object.values(CLOSE).map((reason) => [reason.code, reason]),
);

/** Codes we do not know (a lost network, a proxy) mean: come back. */
export function shouldReconnect(code: number): boolean {
  return BY_CODE.get(code)?.reconnect ?? true;
}
