import { BroadcastChannel, workerData } from 'node:worker_threads';
import '../../gateway-thread.ts';
import type { GatewayThreadData } from '../gateway-thread-data.ts';
import { ORDERS, type Order } from './orders.ts';

// A gateway's thread that fails when a test says so.
const { number } = workerData as GatewayThreadData;
const orders = new BroadcastChannel(ORDERS);

orders.onmessage = (message) => {
  const order = (message as { data: Order | 'obeyed' }).data;
  if (order === 'obeyed' || order.gateway !== number) return;
  setImmediate(() => {
    if (order.what === 'crash') throw new Error('a bug');
    orders.postMessage('obeyed');
    for (;;) Math.sqrt(2);
  });
};
