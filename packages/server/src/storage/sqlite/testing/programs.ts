import { fileURLToPath } from 'node:url';

/** Programs that tests run as processes of their own; each says in its file what it does. */
export const WRITING_PROCESS = fileURLToPath(new URL('./writing-process.ts', import.meta.url));
export const STUCK_PROCESS = fileURLToPath(new URL('./stuck-process.ts', import.meta.url));
export const FULL_DISK_PROCESS = fileURLToPath(new URL('./full-disk-process.ts', import.meta.url));
