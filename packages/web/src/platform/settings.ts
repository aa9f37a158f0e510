/** Small choices that outlive the page. */
export interface Settings {
  read(name: string): string | null;
  write(name: string, value: string): void;
}

const PREFIX = 'teahouse.';

/** Where storage is denied (private windows, full disks) choices last as long as the page. */
export function browserSettings(storage: () => Storage): Settings {
  const fallback = new Map<string, string>();
  return {
    read(name) {
      try {
        return storage().getItem(PREFIX + name) ?? fallback.get(name) ?? null;
      } catch {
        return fallback.get(name) ?? null;
      }
    },
    write(name, value) {
      fallback.set(name, value);
      try {
        storage().setItem(PREFIX + name, value);
      } catch {
        return;
      }
    },
  };
}
