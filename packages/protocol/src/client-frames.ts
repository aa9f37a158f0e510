import type * as z from 'zod/mini';
import { arrange } from './client-frames/arrange.ts';
import { create_room } from './client-frames/create-room.ts';
import { events } from './client-frames/events.ts';
import { files } from './client-frames/files.ts';
import { hello } from './client-frames/hello.ts';
import { history } from './client-frames/history.ts';
import { join } from './client-frames/join.ts';
import { leave } from './client-frames/leave.ts';
import { members } from './client-frames/members.ts';
import { presence } from './client-frames/presence.ts';
import { read } from './client-frames/read.ts';
import { rename } from './client-frames/rename.ts';
import { rooms } from './client-frames/rooms.ts';
import { send } from './client-frames/send.ts';
import { subscribe } from './client-frames/subscribe.ts';
import { typing } from './client-frames/typing.ts';

/** Everything a client can say. One more kind of frame is one more file and one more row. */
export const CLIENT_FRAMES = {
  hello,
  send,
  create_room,
  join,
  leave,
  history,
  events,
  subscribe,
  read,
  typing,
  presence,
  rename,
  arrange,
  rooms,
  members,
  files,
} as const;

export type ClientFrameType = keyof typeof CLIENT_FRAMES;
export type ClientFrame<Type extends ClientFrameType = ClientFrameType> = {
  [T in Type]: { type: T } & Omit<z.output<(typeof CLIENT_FRAMES)[T]>, 'type'>;
}[Type];
