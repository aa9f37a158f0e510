import { newTally, type Tally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { type Frame, greet, helloText } from './teahouse.ts';

/** Lets so many guests come in once and go, and returns the tokens by which they come back. */
export async function mintGuests(port: number, count: number): Promise<readonly string[]> {
  const tally = newTally();
  return await inParallel(count, CONNECTING_MAX, async () => {
    const { socket, welcome } = await greet(port, tally, { name: 'bench' });
    socket.close();
    return String(welcome.token);
  });
}

/** Connects a guest again. Hello has been said, but its answer is not waited for. */
export async function comeBack(port: number, tally: Tally, hello: Frame): Promise<RawSocket> {
  const socket = await RawSocket.open({ port, path: '/ws' }, tally);
  socket.say(helloText(hello));
  return socket;
}
