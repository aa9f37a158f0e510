import { eventPaging } from './contract/event-paging.ts';
import { messagePaging } from './contract/message-paging.ts';
import { permissions } from './contract/permissions.ts';
import { positions } from './contract/positions.ts';
import { standing } from './contract/standing.ts';
import { promisesOf, type StoreUnderTest } from './contract/store-under-test.ts';

/** What every archive promises. `open` makes a store that nothing was written to. */
export function archiveContract(name: string, open: () => Promise<StoreUnderTest>): void {
  const test = promisesOf(name, open);
  standing(test);
  positions(test);
  eventPaging(test);
  messagePaging(test);
  permissions(test);
}
