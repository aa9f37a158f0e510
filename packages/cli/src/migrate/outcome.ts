import type { Moved } from '@teahouse/server/storage/move/move';

/** Mismatches that are shown. Of more only the number is told. */
export const MISMATCHES_SHOWN_MAX = 200;

/** What is said at the end of a move, and the exit code. */
export function outcome(
  moved: Moved,
  folder: string,
): { readonly code: number; readonly lines: readonly string[] } {
  switch (moved.state) {
    case 'whole': {
      const compared = `All ${grouped(moved.events)} events, and everything beside them, are in the database, and are the same there as in ${folder}.`;
      const next =
        'Start servers on the database, and none on the folder any more; keep it until you have a backup.';
      return { code: 0, lines: [compared, next] };
    }
    case 'behind a server': {
      const copied = `${grouped(moved.events)} events are in the database. A server has ${folder} open, so these are not all.`;
      return {
        code: 2,
        lines: [copied, 'Stop that server and run this again: only what came since is copied.'],
      };
    }
    case 'mismatched': {
      const hidden = moved.mismatches - MISMATCHES_SHOWN_MAX;
      const more = hidden > 0 ? [`… and ${grouped(hidden)} more`] : [];
      const told = `The database has something else than ${folder}, so no server opens it; empty it and run this again.`;
      return { code: 1, lines: [...more, told] };
    }
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
