import { archiveContract } from '../archive-contract.ts';
import { memoryUnderTest } from '../contract/memory-under-test.ts';
import { logContract } from '../log-contract.ts';

logContract('memory', memoryUnderTest);
archiveContract('memory', memoryUnderTest);
