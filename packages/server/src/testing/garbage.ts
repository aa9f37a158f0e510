import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How many of these things somebody still holds on to. */
export async function held(references: readonly WeakRef<object>[]): Promise<number> {
  // A reference holds its thing until the turn it was made in is over.
  await new Promise(setImmediate);
  collect();
  return references.filter((reference) => reference.deref() !== undefined).length;
}
