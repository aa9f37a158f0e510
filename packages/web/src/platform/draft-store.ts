import type { RoomId } from '@teahouse/protocol/ids';

/** What was begun and not sent, by room, for all tabs of a person. It survives them. */
export interface DraftStore {
  read(room: RoomId): string | null;
  write(room: RoomId, draft: string): void;
  remove(room: RoomId): void;
  clear(): void;
  /** Tells when another tab has written or removed one. */
  onOtherTab(listener: (room: RoomId) => void): void;
}

const PREFIX = 'teahouse.draft.';

/**
 * Written at each keystroke and at once, so that no way of closing a page is too fast. Where storage is
 * denied or full a draft is only less safe: it ends with the page.
 */
export function browserDrafts(window: Window): DraftStore {
  const attempt = <Answer>(what: (storage: Storage) => Answer): Answer | null => {
    try {
      return what(window.localStorage);
    } catch {
      return null;
    }
  };
  return {
    read: (room) => attempt((storage) => storage.getItem(PREFIX + room)),
    write: (room, draft) => attempt((storage) => storage.setItem(PREFIX + room, draft)),
    remove: (room) => attempt((storage) => storage.removeItem(PREFIX + room)),
    clear: () => attempt(removeAll),
    onOtherTab: (listener) =>
      window.addEventListener('storage', ({ key }) => {
        if (key?.startsWith(PREFIX)) listener(key.slice(PREFIX.length) as RoomId);
      }),
  };
}

function removeAll(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}
