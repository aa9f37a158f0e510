import { appending } from './contract/appending.ts';
import { facts } from './contract/facts.ts';
import { mentions } from './contract/mentions.ts';
import { order } from './contract/order.ts';
import { repeats } from './contract/repeats.ts';
import { rollingBack } from './contract/rolling-back.ts';
import { promisesOf, type StoreUnderTest } from './contract/store-under-test.ts';

/** What every log promises. `open` makes a store that nothing was written to. */
export function logContract(name: string, open: () => Promise<StoreUnderTest>): void {
  const test = promisesOf(name, open);
  appending(test);
  repeats(test);
  rollingBack(test);
  facts(test);
  mentions(test);
  order(test);
}
