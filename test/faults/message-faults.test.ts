import { BUS } from './rows/bus.ts';
import { FROM_WITHIN } from './rows/from-within.ts';
import { testShortForms } from './short-forms.ts';

await testShortForms([...BUS, ...FROM_WITHIN]);
