import { setTimeout as delay } from 'node:timers/promises';
import { teahouse } from '../contestants/teahouse.ts';
import { ThreeNodes } from '../contestants/three-nodes.ts';
import type { Measurement, Scenario, Settings } from '../scenario.ts';
import { whileRunning } from '../support/running.ts';
import { measureWindow } from '../support/window.ts';
import { whileSending } from './acknowledged.ts';

/** What three nodes on PostgreSQL and NATS acknowledge beside one server with its own store, each on every core. */
export function nodesAcknowledged(connections: number, inFlight: number): Scenario {
  return {
    name: `nodes-acknowledged-${connections * inFlight}`,
    title: `${connections} clients in rooms of their own, ${inFlight} in flight each, on three nodes`,
    unit: 'messages per second acknowledged from disk',
    targets: [],
    entrants: [
      { name: 'Teahouse', measure: (settings) => onThreeNodes(settings, connections, inFlight) },
      { name: 'embedded store', measure: (settings) => embedded(settings, connections, inFlight) },
    ],
  };
}

async function onThreeNodes(
  { seconds }: Settings,
  connections: number,
  inFlight: number,
): Promise<Measurement> {
  await using three = await ThreeNodes.start();
  return await whileSending({ ports: three.ports, connections, inFlight }, async () => {
    const [startMs, cpu, own] = [performance.now(), three.cpuSeconds(), process.cpuUsage()];
    await delay(seconds * 1000);
    const passed = (performance.now() - startMs) / 1000;
    const { user, system } = process.cpuUsage(own);
    return {
      seconds: passed,
      serverShare: (three.cpuSeconds() - cpu) / passed,
      generatorShare: (user + system) / 1e6 / passed,
      // PostgreSQL and NATS are among the others on these cores, and not told apart.
      othersShare: Number.NaN,
    };
  });
}

function embedded({ seconds }: Settings, connections: number, inFlight: number): Promise<Measurement> {
  return whileRunning({ ...teahouse, usesAllCores: true }, (server) =>
    whileSending({ ports: [server.port], connections, inFlight }, (tally) =>
      measureWindow(server, tally, seconds),
    ),
  );
}
