import type { SystemCall } from './system-calls.ts';

/**
 * Which of these commands were acknowledged, or shown, before they were on disk. On disk is what was written to
 * the write-ahead log, and then synced: the sync began after the write was over, and was over before the answer began.
 */
export function toldTooEarly(calls: readonly SystemCall[], ids: readonly string[]): string[] {
  const syncs = calls.filter(
    (call) => isWriteAheadLog(call) && /^f(data)?sync$/.test(call.name) && call.succeeded,
  );
  return ids.filter((id) => {
    const written = calls.find(
      (call) => isWriteAheadLog(call) && call.name === 'pwrite64' && mentions(call, id),
    );
    const told = calls.find((call) => isSocket(call) && mentions(call, id));
    if (!told) return false;
    return !syncs.some((sync) => written && sync.beganAt > written.endedAt && sync.endedAt < told.beganAt);
  });
}

/** Which of these commands were acknowledged. */
export function acknowledged(calls: readonly SystemCall[], ids: readonly string[]): string[] {
  return ids.filter((id) =>
    calls.some((call) => isSocket(call) && call.text.includes(`"type":"ok","id":"${id}"`)),
  );
}

function mentions({ text }: SystemCall, id: string): boolean {
  return text.includes(`"id":"${id}"`);
}

function isWriteAheadLog({ target }: SystemCall): boolean {
  return target.endsWith('-wal');
}

function isSocket({ target }: SystemCall): boolean {
  return target.startsWith('socket:') || target.startsWith('TCP:');
}
