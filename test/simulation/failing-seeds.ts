/**
 * Seeds that once found something, with what it was. A change of what a run draws by chance changes what they
 * do; then the plants in `planted-bugs.test.ts` still say whether such things are found.
 */
export const FAILING_SEEDS: ReadonlyMap<number, string> = new Map();
