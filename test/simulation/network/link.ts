import { CLOSE, type CloseName } from '@teahouse/protocol/close-codes';
import type { Peer, Wire } from '@teahouse/server/sessions/wire';
import type { Connection } from '@teahouse/server/transport/connections';
import { Downstream } from './downstream.ts';
import type { WrittenFrame } from './server-frames-in.ts';
import { type Sent, Upstream } from './upstream.ts';
import type { Weather } from './weather.ts';

/** How long the server waits for a client to close in its turn. */
const CLOSE_TIMEOUT_MS = 5_000;
/** A client that is gone answers what is sent to it with a reset. */
const RESET_AFTER_MS = 1_000;
/** After so long without an acknowledgement the client's system gives a connection up. */
const UNACKNOWLEDGED_MS_MAX = 60_000;
/** What a WebSocket tells when the connection broke. */
const BROKEN = 1006;

/** The client's end. */
export interface LinkListener {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
}

/** Who is at the server's end: told of everything, and given the way out. */
export interface LinkHost {
  /** Null if nobody listens there now. */
  accept(link: Link): Peer | null;
  closed(link: Link): void;
}

/** What a check sees of a connection, at the server's end. */
export interface LinkWatcher {
  received(text: string): void;
  wrote(frame: WrittenFrame): void;
  /** The server holds too much for this connection. */
  overflowed(sizeBytes: number): void;
}

interface Deps {
  readonly after: (delayMs: number, run: () => void) => void;
  readonly weather: Weather;
  readonly host: LinkHost;
  readonly listener: LinkListener;
}

/** One connection, from the client's first packet until both ends know that it is over. */
export class Link implements Wire, Connection {
  readonly sink: Downstream;
  readonly takesDeflated = false;
  watcher: LinkWatcher | null = null;
  peer!: Peer;
  turn = 0;
  silentBeats = 0;
  readonly #deps: Deps;
  readonly #up: Upstream;
  #client: 'opening' | 'open' | 'gone' = 'opening';
  #server: 'none' | 'open' | 'ending' | 'gone' = 'none';
  #showedLife = true;
  #isSwallowed = false;

  constructor(deps: Deps) {
    const { weather, after } = deps;
    this.#deps = deps;
    this.sink = new Downstream({
      weather,
      after,
      written: (frame) => this.watcher?.wrote(frame),
      arrived: (frame) => this.#arrivedAtClient(frame),
      overflowed: (sizeBytes) => this.watcher?.overflowed(sizeBytes),
    });
    this.#up = new Upstream({ weather, after, arrived: (sent) => this.#arrivedAtServer(sent) });
    after(weather.latencyMs(), () => this.#knock());
  }

  // The client's end.

  send(text: string): void {
    this.#send({ kind: 'text', text });
  }

  sendBinary(bytes: Buffer): void {
    this.#send({ kind: 'binary', bytes });
  }

  close(): void {
    this.#client = 'gone';
    this.#up.push({ kind: 'end' });
    // A server that does not read learns it when it writes.
    this.#deps.after(RESET_AFTER_MS, () => !this.#isSwallowed && this.#endServer());
  }

  // The server's end.

  end(why: CloseName): void {
    if (this.#server !== 'open') return;
    this.#server = 'ending';
    this.sink.finish(() => {
      this.#endClient(CLOSE[why].code);
      this.#endServer();
    });
    this.#deps.after(CLOSE_TIMEOUT_MS, () => this.#endServer());
  }

  terminate(): void {
    this.#endServer();
  }

  pause(): void {
    this.#up.pause();
  }

  resume(): void {
    this.#up.resume();
  }

  gaveSignOfLife(): boolean {
    const showedLife = this.#showedLife;
    this.#showedLife = false;
    return showedLife;
  }

  // What happens to it.

  /** Whether one end is gone, or will never hear of the other again. */
  get isHalf(): boolean {
    return this.#isSwallowed || this.#client === 'gone' || this.#server !== 'open';
  }

  /** The network resets it: both ends learn so, each in its time. */
  cut(): void {
    this.sink.cut();
    this.#up.cut();
    this.#deps.after(this.#deps.weather.latencyMs(), () => this.#endServer());
    this.#deps.after(this.#deps.weather.latencyMs(), () => this.#endClient(BROKEN));
  }

  /** Half open: nothing passes any more, and neither end is told (R16). */
  swallow(): void {
    this.#isSwallowed = true;
    this.sink.swallow();
    this.#up.swallow();
  }

  /** The server's process has ended. What the network had taken may still arrive. */
  serverDied(): void {
    this.#server = 'gone';
    this.watcher = null;
    this.sink.abandon();
    this.sink.finish(() => this.#endClient(BROKEN));
  }

  #send(sent: Sent): void {
    if (this.#client !== 'open') return;
    this.#up.push(sent);
    if (this.#isSwallowed) this.#giveUp();
  }

  #giveUp(): void {
    this.#deps.after(UNACKNOWLEDGED_MS_MAX, () => this.#endClient(BROKEN));
  }

  #knock(): void {
    if (this.#client === 'gone') return;
    const peer = this.#deps.host.accept(this);
    if (!peer) return this.#endClient(BROKEN);
    this.peer = peer;
    this.#server = 'open';
    this.#deps.after(this.#deps.weather.latencyMs(), () => this.#open());
  }

  #open(): void {
    if (this.#client !== 'opening') return;
    if (this.#isSwallowed) return this.#giveUp();
    this.#client = 'open';
    this.#deps.listener.opened();
  }

  #arrivedAtServer(sent: Sent): void {
    if (sent.kind === 'end') return this.#endServer();
    if (this.#server !== 'open') return;
    this.#showedLife = true;
    if (sent.kind === 'pong') return;
    if (sent.kind === 'binary') return this.peer.onBinary(sent.bytes);
    this.watcher?.received(sent.text);
    this.peer.onText(sent.text);
  }

  #arrivedAtClient({ kind, text }: WrittenFrame): void {
    if (this.#client === 'opening') this.#open();
    if (this.#client !== 'open') return;
    if (kind === 'ping') this.#up.push({ kind: 'pong' });
    else this.#deps.listener.received(text);
  }

  #endServer(): void {
    if (this.#server !== 'open' && this.#server !== 'ending') return;
    this.#server = 'gone';
    this.sink.cut();
    if (!this.#isSwallowed) this.#deps.after(this.#deps.weather.latencyMs(), () => this.#endClient(BROKEN));
    this.#deps.host.closed(this);
    this.peer.onClosed();
  }

  #endClient(code: number): void {
    if (this.#client === 'gone') return;
    this.#client = 'gone';
    this.#deps.listener.closed(code);
  }
}
