import type { CloseName } from '@teahouse/protocol/close-codes';
import type { Wire } from '../sessions/wire.ts';
import { ManualSink } from './manual-sink.ts';

/** A connection of which a test sees what a session does to it. */
export class ManualWire implements Wire {
  readonly sink = new ManualSink();
  /** Why it was ended. Once is right. */
  readonly ended: CloseName[] = [];
  isPaused = false;

  get takesDeflated(): boolean {
    return this.sink.agreed === 'deflated';
  }

  end(why: CloseName): void {
    this.ended.push(why);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}
