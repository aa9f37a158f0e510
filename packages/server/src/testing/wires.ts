import type { LiveServer } from './live-server.ts';
import { RawClient } from './raw-client.ts';
import { CLOSE } from './sent-frames.ts';
import { StreamClient } from './stream-client.ts';

/** A client of a session, whatever lies between them. */
export interface SessionClient {
  /** The frames of a type that came, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into what came as it likes.
  frames(type: string): any[];
  until(isThere: () => boolean): Promise<void>;
  say(...frames: readonly object[]): void;
  closeCode(): Promise<number | undefined>;
  destroy(): void;
}

/** A way to reach a session. */
export interface WireUnderTest {
  readonly name: string;
  open(live: LiveServer, hello: object): Promise<SessionClient>;
}

export const WIRES: readonly WireUnderTest[] = [
  { name: 'WebSocket', open: openWebSocket },
  { name: 'stream', open: openStream },
];

async function openWebSocket({ port }: LiveServer, hello: object): Promise<SessionClient> {
  const client = await RawClient.upgrade(port, '/ws');
  client.text(JSON.stringify(hello));
  const all = () =>
    client.frames.filter(({ opcode }) => opcode === 1).map(({ payload }) => JSON.parse(payload.toString()));
  return {
    frames: (type) => all().filter((frame) => frame.type === type),
    until: (isThere) => client.until(isThere),
    say: (...frames) => {
      for (const frame of frames) client.text(JSON.stringify(frame));
    },
    closeCode: async () => {
      const closing = () => client.frames.find(({ opcode }) => opcode === CLOSE);
      await client.until(() => closing() !== undefined);
      const payload = closing()?.payload ?? Buffer.alloc(2);
      client.frame(CLOSE, payload.subarray(0, 2));
      return payload.readUInt16BE(0);
    },
    destroy: () => client.destroy(),
  };
}

async function openStream({ port }: LiveServer, hello: object): Promise<SessionClient> {
  const client = await StreamClient.open(port, { body: JSON.stringify(hello) });
  let posted = Promise.resolve<unknown>(undefined);
  return {
    frames: (type) => client.frames(type),
    until: (isThere) => client.until(isThere),
    say: (...frames) => {
      const token = 'token' in hello ? String(hello.token) : client.token;
      posted = posted.then(() => client.postWith(token, frames));
    },
    closeCode: async () => {
      await client.ended();
      return client.closeCode;
    },
    destroy: () => client.destroy(),
  };
}
