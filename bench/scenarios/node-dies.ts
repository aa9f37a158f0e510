import { comeBack, mintGuests } from '../contestants/returning-guests.ts';
import { ask, type Frame, greet, LOBBY } from '../contestants/teahouse.ts';
import { ThreeNodes } from '../contestants/three-nodes.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { newTally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { markedText, nowMicros } from '../support/mark.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { untilQuiet } from '../support/window.ts';
import { allComeBack, CLIENTS, EVENTS_BEHIND } from './come-back.ts';

/** One of three nodes dies with everybody on it, and they come to the other two at once. */
export function nodeDies(targets: readonly Target[]): Scenario {
  return {
    name: 'node-dies',
    title: '9,000 clients come to the other two nodes after theirs died, each 100 events behind',
    unit: 'seconds until the last one is level',
    targets,
    entrants: [{ name: 'Teahouse', measure }],
  };
}

async function measure(): Promise<Measurement> {
  await using three = await ThreeNodes.start();
  const [dies, ...others] = three.nodes as [ServerProcess, ServerProcess, ServerProcess];
  const tokens = await mintGuests(dies.port, CLIENTS);
  const { position, say } = await speaker(others[0]);
  const before = newTally();
  await inParallel(CLIENTS, CONNECTING_MAX, (index) =>
    comeBack(dies.port, before, { token: tokens[index], resume: { [LOBBY]: position } }),
  );
  await untilQuiet(before);
  await dies.kill();
  for (let index = 0; index < EVENTS_BEHIND; index++) await say(markedText(index, nowMicros()));
  const cpuBefore = three.cpuSeconds(others);
  const tally = newTally();
  const ports = others.map(({ port }) => port);
  const { seconds, spread } = await allComeBack({ ports, tokens, position, tally });
  return {
    figure: seconds,
    details: {
      'median ms': spread.median,
      'p99 ms': spread.p99,
      'nodes CPU s': three.cpuSeconds(others) - cpuBefore,
    },
  };
}

/** Somebody at a node that lives, and where the lobby stands when everybody has come in. */
async function speaker({ port }: ServerProcess) {
  const { socket, welcome } = await greet(port, newTally(), { name: 'bench' });
  const { epoch, head, id } = (welcome.rooms as readonly Frame[])[0] ?? {};
  let said = 0;
  return {
    position: { epoch, seq: head, id },
    say: (text: string) => ask(socket, { type: 'send', id: `s${said++}`, room: LOBBY, text }),
  };
}
