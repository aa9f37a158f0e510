import { type Browser, chromium, type Page } from 'playwright-core';
import { onEveryCore } from './cpu.ts';

/** Debian's. */
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A window of somebody new, in a browser of its own. */
export class Tab implements AsyncDisposable {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** `script` runs in the page before everything else. */
  static async open(script: string, viewport = DESKTOP): Promise<Tab> {
    const browser = await onEveryCore(() => chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
    const context = await browser.newContext({ viewport, locale: 'en-GB' });
    await context.addInitScript(script);
    return new Tab(browser, await context.newPage());
  }

  /** As on a phone of the middle range with a poor connection: what Lighthouse calls slow 4G and four times slower. */
  async slowDown(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }

  /** Comes in as a new guest. */
  async enter(port: number, name: string): Promise<void> {
    await this.page.goto(`http://127.0.0.1:${port}/`);
    await this.page.getByTestId('nickname').fill(name);
    await this.page.getByTestId('enter').click();
    await this.page.getByTestId('composer').waitFor();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
