import type { Contestant } from '../contestants/contestant.ts';
import { ask, greet, LOBBY, teahouse, uncompressed } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { cpuSeconds } from '../support/cpu.ts';
import { newTally } from '../support/frame-counter.ts';
import { inParallel } from '../support/in-parallel.ts';
import { chatText } from '../support/passages.ts';
import { whileRunning } from '../support/running.ts';
import { spreadOf } from '../support/statistics.ts';

const MESSAGES = 5_000;
const WRITERS = 100;
const PAGES = 2_000;
const PAGE_MESSAGES = 50;

/** Somebody with a browser scrolls through what people said. */
export function compressedPages(targets: readonly Target[]): Scenario {
  return {
    name: 'compressed-pages',
    title: 'compression, a page of 50 messages',
    unit: 'CPU ms of the server each',
    targets,
    entrants: [teahouse, uncompressed].map((contestant) => ({
      name: contestant.name,
      measure: () => measure(contestant),
    })),
  };
}

function measure(contestant: Contestant): Promise<Measurement> {
  return whileRunning(contestant, async (server) => {
    const tally = newTally();
    await inParallel(WRITERS, WRITERS, (writer) => fill(server.port, writer));
    const { socket } = await greet(server.port, tally, {}, { offersDeflate: true });
    const before = { cpu: cpuSeconds(server.pid), bytes: tally.bytes };
    const tookMs = await inParallel(PAGES, 1, async (index) => {
      const beganAt = performance.now();
      const place = PAGE_MESSAGES + ((index * 7_919) % (MESSAGES - PAGE_MESSAGES));
      await ask(socket, {
        type: 'history',
        id: `p${index}`,
        room: LOBBY,
        before: place,
        limit: PAGE_MESSAGES,
      });
      return performance.now() - beganAt;
    });
    const took = spreadOf(tookMs);
    return {
      figure: ((cpuSeconds(server.pid) - before.cpu) * 1000) / PAGES,
      details: {
        'bytes each': (tally.bytes - before.bytes) / PAGES,
        'median ms': took.median,
        'p95 ms': took.p95,
      },
    };
  });
}

/** One of those who wrote it all, each the next thing when the last was stored. */
async function fill(port: number, writer: number): Promise<void> {
  const { socket } = await greet(port, newTally(), {});
  for (let turn = writer; turn < MESSAGES; turn += WRITERS) {
    await ask(socket, { type: 'send', id: `s${turn}`, room: LOBBY, text: chatText(turn) });
  }
  socket.close();
}
