import { setTimeout as delay } from 'node:timers/promises';
import type { Member } from '../contestants/contestant.ts';
import type { Measurement } from '../scenario.ts';
import type { Tally } from './frame-counter.ts';
import { ANY_MARK, MarkScanner, markedText, markOf, nowMicros } from './mark.ts';
import type { ServerProcess } from './server-process.ts';
import { spreadOf } from './statistics.ts';
import { measureWindow, untilQuiet } from './window.ts';

const WARM_UP_MS = 2_000;

export interface LoopPlan {
  readonly server: ServerProcess;
  readonly tally: Tally;
  readonly seconds: number;
  readonly senders: readonly Member[];
  /** Those at whom the time from sending to arriving is measured. */
  readonly observers: readonly Member[];
  /** What is said after the mark, if more than what makes it 100 bytes. */
  readonly passage?: (turn: number) => string;
}

/** Each sender says its next text when its last one has come back to it. */
export async function closedLoop(plan: LoopPlan): Promise<Measurement> {
  const latenciesMs: number[] = [];
  const turns = new Array<number>(plan.senders.length).fill(0);
  const loop = { running: true, turns, passage: plan.passage ?? (() => '') };
  for (const { socket } of plan.observers) {
    socket.scan(new MarkScanner(ANY_MARK, (sent) => latenciesMs.push((nowMicros() - sent) / 1000)));
  }
  await untilQuiet(plan.tally);
  plan.senders.forEach((sender, number) => {
    takeTurns(sender, number, loop);
  });
  await delay(WARM_UP_MS);
  latenciesMs.length = 0;
  loop.turns.fill(0);
  const window = await measureWindow(plan.server, plan.tally, plan.seconds);
  loop.running = false;
  if (window.texts === 0) throw new Error('nobody was shown what was said');
  const latency = spreadOf(latenciesMs);
  return {
    figure: window.texts / window.serverCpuSeconds,
    details: {
      'per s': window.texts / window.seconds,
      'median ms': latency.median,
      'p99 ms': latency.p99,
      'bytes each': window.bytes / window.texts,
      server: window.serverShare,
      generator: window.generatorShare,
      others: window.othersShare,
      stalled: loop.turns.filter((turns) => turns === 0).length,
    },
  };
}

interface Loop {
  running: boolean;
  readonly turns: number[];
  readonly passage: (turn: number) => string;
}

function takeTurns(sender: Member, number: number, loop: Loop): void {
  const speak = () => {
    const turn = (loop.turns[number] ?? 0) + number;
    if (loop.running) sender.say(markedText(number, nowMicros()) + loop.passage(turn));
  };
  const cameBack = () => {
    loop.turns[number] = (loop.turns[number] ?? 0) + 1;
    speak();
  };
  sender.socket.scan(new MarkScanner(markOf(number), cameBack));
  speak();
}

/** So many of them, evenly spread from the first to the last. */
export function sample<Item>(items: readonly Item[], count: number): readonly Item[] {
  const step = Math.max(1, items.length / count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
