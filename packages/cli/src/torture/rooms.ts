import type { RoomId } from '@teahouse/protocol/ids';
import type { Incoming } from '@teahouse/protocol/server-frames';
import { WebSocket } from 'ws';

const ROOMS = 5;

/** Makes the rooms that are talked in besides the lobby. The token is that of somebody who is in all of them. */
export async function makeRooms(
  url: string,
): Promise<{ readonly rooms: readonly RoomId[]; readonly token: string }> {
  const socket = new WebSocket(url);
  const rooms: RoomId[] = [];
  let token = '';
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', name: 'witness' })));
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Incoming;
      if (frame.type === 'welcome') token = frame.token ?? '';
      if (frame.type === 'ok' && frame.room !== undefined) rooms.push(frame.room);
      if (rooms.length === ROOMS) resolve();
      else if (frame.type === 'welcome' || frame.type === 'ok') {
        const id = `make-${rooms.length}`;
        socket.send(JSON.stringify({ type: 'create_room', id, name: `room ${rooms.length}`, kind: 'open' }));
      }
    });
  });
  socket.terminate();
  return { rooms, token };
}
