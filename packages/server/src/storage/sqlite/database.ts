export { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
