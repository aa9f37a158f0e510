import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { type TestBrowser, tabBeside, type Window } from './browser.ts';

/** Longer than this nothing takes, also on a busy machine. */
const WAIT_MS_MAX = 15_000;

/** Somebody at the web page of a server. */
export class WebPage {
  readonly window: Window;

  constructor(window: Window) {
    this.window = window;
  }

  /** Comes in as a new guest, into the lobby. */
  static async enter(
    browser: TestBrowser,
    url: string,
    name: string,
    options: Parameters<TestBrowser['window']>[0] = {},
  ): Promise<WebPage> {
    const web = new WebPage(await browser.window(options));
    await web.page.goto(url);
    await web.at('nickname').fill(name);
    await web.at('enter').click();
    await web.at('composer').waitFor();
    return web;
  }

  get page(): Page {
    return this.window.page;
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** Types a message and sends it with Enter, or with the button where Enter begins a line. */
  async say(text: string): Promise<void> {
    await this.at('composer').fill(text);
    if (await this.hasKeyboard()) await this.page.keyboard.press('Enter');
    else await this.at('send').tap();
  }

  async hasKeyboard(): Promise<boolean> {
    return await this.page.evaluate(`matchMedia('(hover: hover) and (pointer: fine)').matches`);
  }

  /** A message with exactly this text. */
  message(text: string): Locator {
    return this.at('message').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Resolves when a message has come from the server, also one's own. */
  async hears(text: string): Promise<void> {
    await this.message(text).and(this.page.locator('[data-state=sent]')).first().waitFor();
  }

  /** Every text in the room as it is shown, in order. */
  async texts(): Promise<string[]> {
    return await this.at('text').allTextContents();
  }

  /** What an expression says of each `element` that a selector finds. */
  async each<Value = string>(selector: string, expression: string): Promise<Value[]> {
    const script = `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => ${expression})`;
    return await this.page.evaluate<Value[]>(script);
  }

  /** Comes back in a new tab, as the person of this window. */
  async again(url: string): Promise<WebPage> {
    const web = new WebPage(await tabBeside(this.window));
    await web.page.goto(url);
    await web.at('composer').waitFor();
    return web;
  }

  /** Comes on another device, as the same person. */
  async elsewhere(browser: TestBrowser, url: string): Promise<WebPage> {
    const storageState = await this.page.context().storageState({ indexedDB: true });
    const web = new WebPage(await browser.window({ storageState }));
    await web.page.goto(url);
    await web.at('composer').waitFor();
    return web;
  }

  /** The token of this person, for a client of another kind. */
  async token(): Promise<string> {
    const { origins } = await this.page.context().storageState({ indexedDB: true });
    const [, token] = /"token":"([^"]+)"/.exec(JSON.stringify(origins).replaceAll('\\"', '"')) ?? [];
    assert.ok(token);
    return token;
  }

  /**
   * Resolves when an expression is true of the page, with what it says then. It is asked after each frame, when all
   * is in its place. Playwright has `waitForFunction`, which asks once: then the policy of the page forbids `eval`.
   */
  async until<Value>(expression: string): Promise<Value> {
    return await this.page.evaluate<Value>(`new Promise((resolve, reject) => {
      const endMs = performance.now() + ${WAIT_MS_MAX};
      const ask = () => {
        const said = ${expression};
        if (said) resolve(said);
        else if (performance.now() > endMs) reject(new Error(${JSON.stringify(`never true: ${expression}`)}));
        else requestAnimationFrame(() => scheduler.postTask(ask));
      };
      ask();
    })`);
  }

  /** Resolves when a field holds exactly this. */
  async holds(testId: string, text: string): Promise<void> {
    await this.until(
      `document.querySelector('[data-testid="${testId}"]')?.value === ${JSON.stringify(text)}`,
    );
  }

  /** Resolves when the page says that its connection is in a state. */
  async connectionIs(state: string): Promise<void> {
    await this.page.locator(`[data-testid=connection][data-state=${state}]`).waitFor({ state: 'attached' });
  }

  /** Looks for the server at once and not after a pause, which grows while it is away: as when a network is back. */
  async reconnects(): Promise<void> {
    await this.page.evaluate(`dispatchEvent(new Event('online'))`);
    await this.connectionIs('live');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  assertNoAlarm(): void {
    assert.deepEqual(this.window.alarms, []);
  }
}
