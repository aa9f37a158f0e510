import type { Clock, Platform, Socket, SocketListener } from './platform.ts';

/** What browsers and Node have in common. */

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(afterMs, run) {
    const timer = setTimeout(run, afterMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

export const systemRandom: Platform['random'] = (sizeBytes) =>
  crypto.getRandomValues(new Uint8Array(sizeBytes));

export function connectWebSocket(url: string, listener: SocketListener): Socket {
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
