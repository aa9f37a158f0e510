// biome-ignore lint/correctness/noUnresolvedImports: this module of Node's is younger than the linter's list.
export { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
