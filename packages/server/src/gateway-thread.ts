import { parentPort, workerData } from 'node:worker_threads';
import { openGateway } from './assembly/open-gateway.ts';
import { askedHouse } from './gateways/asked-house.ts';
import type { Gateway } from './gateways/gateway.ts';
import type { GatewayThreadData } from './gateways/gateway-thread-data.ts';
import { systemClock } from './runtime/clock.ts';
import { Metrics } from './runtime/metrics.ts';
import { toPortable } from './storage/portable-error.ts';

// A thread with sockets, sessions and feeds of its own; the house behind them is in the main thread.
if (!parentPort) throw new Error('gateway-thread.ts is the beginning of a thread');
const { number, config, epochs, isShared, webFolder } = workerData as GatewayThreadData;

const metrics = new Metrics(`gateway ${number}`);
const onTrouble = (error: unknown) => tellTrouble(toPortable(error));
const { house, tellTrouble } = askedHouse({
  port: parentPort,
  gateway: {
    listen: (address) => gateway.listen(address),
    metrics: () => metrics.json(),
    drain: () => gateway.drain(),
    end: () => gateway.end(),
  },
  epochs,
  isShared,
  isLimited: config.limits === 'on',
  soon: systemClock.soon,
  onTrouble,
});
const gateway: Gateway = openGateway({ config, house, metrics, webFolder, onTrouble });
