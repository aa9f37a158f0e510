import { eventPaging } from './contract/event-paging.ts';
import { filePaging } from './contract/file-paging.ts';
import { memberPaging } from './contract/member-paging.ts';
import { messagePaging } from './contract/message-paging.ts';
import { messageTimes } from './contract/message-times.ts';
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
  messageTimes(test);
  memberPaging(test);
  filePaging(test);
  permissions(test);
}
