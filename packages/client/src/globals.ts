import type { Clock, Platform, Socket, SocketListener } from './platform.ts';
import { streamAddress, WireChoice } from './wire-choice.ts';

/** What browsers and Node have in common. */

/** A server that does not answer on HTTP in this time does not answer. */
const LOOK_MS_MAX = 5_000;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(afterMs, run) {
    const timer = setTimeout(run, afterMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

export const systemRandom: Platform['random'] = (sizeBytes) =>
  crypto.getRandomValues(new Uint8Array(sizeBytes));

/** A WebSocket, or what does the same where none gets through. */
export function connectSomehow(): Platform['connect'] {
  const ways = { clock: systemClock, webSocket: connectWebSocket, stream: connectStream, answersHttp };
  return new WireChoice(ways).connect;
}

/** Few ever need it, so its code is loaded by those. */
function connectStream(url: string, listener: SocketListener): Socket {
  let stream: Socket | null = null;
  let isGivenUp = false;
  import('./event-stream.ts').then(
    ({ EventStream }) => {
      const web = { clock: systemClock, fetch: globalThis.fetch.bind(globalThis) };
      if (!isGivenUp) stream = new EventStream(web, url, listener);
    },
    () => isGivenUp || listener.closed(1006),
  );
  return {
    send: (text) => stream?.send(text),
    close() {
      isGivenUp = true;
      stream?.close();
    },
  };
}

/** Without a token a stream is refused, which nobody on the way would say instead of the server. */
async function answersHttp(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(LOOK_MS_MAX);
    const address = streamAddress(url);
    return (await fetch(address, { cache: 'no-store', credentials: 'omit', signal })).status === 401;
  } catch {
    return false;
  }
}

function connectWebSocket(url: string, listener: SocketListener): Socket {
  const socket = new WebSocket(url);
  socket.onopen = () => listener.opened();
  socket.onmessage = ({ data }: { data: unknown }) => {
    if (typeof data === 'string') listener.received(data);
  };
  // An error is always followed by a close.
  socket.onclose = ({ code }) => listener.closed(code);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}
