import { after } from 'node:test';
import { busContract } from '../bus-contract.ts';
import { NatsServer } from './testing/nats-server.ts';
import { connected, NodeUnderTest, settle } from './testing/node-under-test.ts';

const server = await NatsServer.start();
after(() => server[Symbol.asyncDispose]());
let clusters = 0;

busContract('nats', async () => {
  const cluster = `cluster-${++clusters}`;
  const [here, there] = [1, 2].map(() => new NodeUnderTest({ address: server.address, cluster })) as [
    NodeUnderTest,
    NodeUnderTest,
  ];
  await connected(here, there);
  return {
    here: here.bus,
    there: there.bus,
    get troubles() {
      return [...here.troubles, ...there.troubles];
    },
    settle: () => settle(here, there),
    async [Symbol.asyncDispose]() {
      await here[Symbol.asyncDispose]();
      await there[Symbol.asyncDispose]();
    },
  };
});
