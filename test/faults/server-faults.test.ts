import { LINES } from './rows/lines.ts';
import { PROCESSES } from './rows/processes.ts';
import { testShortForms } from './short-forms.ts';

await testShortForms([...PROCESSES, ...LINES]);
