import { busContract } from './bus-contract.ts';
import { InProcessBus } from './in-process.ts';

busContract('in process', async () => {
  const troubles: unknown[] = [];
  const bus = new InProcessBus((error) => troubles.push(error));
  return { here: bus, there: bus, troubles, settle: async () => {}, [Symbol.asyncDispose]: async () => {} };
});
