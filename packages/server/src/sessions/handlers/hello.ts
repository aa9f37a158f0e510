import type { Handler } from '../dispatch.ts';
import { errorFrame } from '../replies.ts';

/** Said once; the first is answered by `enter.ts`. */
export const hello: Handler<'hello'> = (session) => {
  session.outlet.push(errorFrame('already_greeted'));
  return undefined;
};
