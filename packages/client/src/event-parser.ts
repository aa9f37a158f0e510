/** Characters of one event. A longer one is no server of ours: parsing fails. */
export const EVENT_CHARACTERS_MAX = 4_194_304;

/** One message of `text/event-stream`. Without a name it is a `message`. */
export interface StreamedEvent {
  readonly name: string;
  readonly data: string;
}

interface EventListener {
  event(event: StreamedEvent): void;
  /** A line that says nothing but that somebody is there. */
  comment(): void;
}

/** Reads server-sent events as the WHATWG describes them, from text that comes in pieces of any size. */
export class EventParser {
  readonly #listener: EventListener;
  #line = '';
  #endedWithReturn = false;
  #name = '';
  #data: string[] = [];
  #characters = 0;

  constructor(listener: EventListener) {
    this.#listener = listener;
  }

  /** Throws a RangeError if an event has no end. */
  push(text: string): void {
    // A return at the end of one piece and a newline at the beginning of the next are one end of line.
    const fresh = this.#endedWithReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.#endedWithReturn = text.endsWith('\r');
    const lines = fresh.split(/\r\n|\r|\n/);
    const unfinished = lines.pop() ?? '';
    for (const line of lines) {
      this.#take(this.#line + line);
      this.#line = '';
    }
    this.#line += unfinished;
    if (this.#line.length + this.#characters > EVENT_CHARACTERS_MAX) throw new RangeError('an endless event');
  }

  #take(line: string): void {
    this.#characters += line.length;
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return this.#listener.comment();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') this.#name = value;
    else if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    const [name, data] = [this.#name || 'message', this.#data];
    this.#name = '';
    this.#data = [];
    this.#characters = 0;
    if (data.length > 0) this.#listener.event({ name, data: data.join('\n') });
  }
}
