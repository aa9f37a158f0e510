import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** `none`: this browser has no notifications, or not for a page that came over plain HTTP. */
export type Permission = NotificationPermission | 'none';

export interface Note {
  /** Another note with the same tag takes the place of this one. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly onPress: () => void;
}

/** Notes on the desktop, for as long as the page is open. */
export class Notifications implements Disposable {
  readonly #permission: Signal<Permission>;
  readonly #shown = new Map<string, Notification>();

  constructor() {
    this.#permission = signal('Notification' in window ? Notification.permission : 'none');
  }

  get permission(): ReadonlySignal<Permission> {
    return this.#permission;
  }

  /** Asks the person. Browsers listen to that only while a press is handled. */
  async ask(): Promise<Permission> {
    if (this.#permission.value !== 'none') this.#permission.value = await Notification.requestPermission();
    return this.#permission.value;
  }

  show({ tag, title, body, onPress }: Note): void {
    if (this.#permission.value !== 'granted') return;
    // Closed first: a note that is only replaced comes in silence.
    this.close(tag);
    const note = noteOrNull(title, { tag, body, icon: '/icon.svg' });
    if (!note) return;
    note.onclick = () => {
      window.focus();
      this.close(tag);
      onPress();
    };
    note.onclose = () => {
      if (this.#shown.get(tag) === note) this.#shown.delete(tag);
    };
    this.#shown.set(tag, note);
  }

  close(tag: string): void {
    const note = this.#shown.get(tag);
    this.#shown.delete(tag);
    note?.close();
  }

  [Symbol.dispose](): void {
    for (const tag of [...this.#shown.keys()]) this.close(tag);
  }
}

/** Chrome on a phone has the constructor, and it throws. */
function noteOrNull(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}
