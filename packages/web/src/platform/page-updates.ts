import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { TAKE_OVER } from '../worker/take-over.ts';
import { scriptAddress } from './script-address.ts';

/** An open page asks this often whether there is a newer one. */
const CHECK_EVERY_MS = 3_600_000;
/** When it asks by itself at other times, not more often than this. */
const CHECK_PAUSE_MS = 60_000;

/**
 * Newer versions of the page. The browser keeps the page for opening it without a network, and installs a new
 * version in the background; it is shown after the next reload, for which this page has to let go of the old one.
 */
export class PageUpdates {
  readonly #isReady: Signal<boolean> = signal(false);
  #registration: ServiceWorkerRegistration | null = null;
  #checkedAtMs = 0;
  #isReloading = false;

  /** Whether a reload would show a newer version. */
  get isReady(): ReadonlySignal<boolean> {
    return this.#isReady;
  }

  /** Keeps the page from now on. Where the browser does not do that, on insecure addresses too, nothing happens. */
  async start(): Promise<void> {
    const { serviceWorker } = navigator;
    if (serviceWorker === undefined || this.#registration) return;
    // The very first version takes over by itself, and is the one that is shown already.
    let hasEarlier = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (this.#isReloading) window.location.reload();
      else if (hasEarlier) this.#isReady.value = true;
      hasEarlier = true;
    });
    const registration = await register(serviceWorker);
    if (!registration) return;
    this.#registration = registration;
    if (registration.waiting) this.#isReady.value = true;
    registration.addEventListener('updatefound', () => this.#watch(registration.installing));
    setInterval(() => this.check(), CHECK_EVERY_MS);
  }

  /** Asks whether there is a newer version, unless that was asked a moment ago. */
  check(): void {
    const nowMs = Date.now();
    if (!this.#registration || nowMs < this.#checkedAtMs + CHECK_PAUSE_MS) return;
    this.#checkedAtMs = nowMs;
    // Without a network there is none.
    this.#registration.update().catch(() => {});
  }

  /** Shows the newest version there is. */
  reload(): void {
    const waiting = this.#registration?.waiting;
    if (!waiting) return window.location.reload();
    this.#isReloading = true;
    waiting.postMessage(TAKE_OVER);
  }

  #watch(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) this.#isReady.value = true;
    });
  }
}

async function register(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  try {
    return await workers.register(scriptAddress('/worker.js'), { updateViaCache: 'none' });
  } catch {
    // Private windows, or a page that was not built.
    return null;
  }
}
