import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's, which gets its security updates. */
const CHROMIUM = '/usr/bin/chromium';
/** Of several such lists Chromium takes the last. This is what Playwright switches off, too. */
const SWITCHED_OFF = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
/** Pages that Chromium opens for its own address bar with every window, where nobody sees them. */
const UNSEEN_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** It shall talk to the server under test and to nobody else. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...SWITCHED_OFF, ...UNSEEN_PAGES].join(',')}`,
  // Names of pages elsewhere lead to this machine, too.
  '--host-resolver-rules=MAP *.example 127.0.0.1',
];
/** Waiting for something on a page longer than this is a failure, also on a busy machine. */
const WAIT_MS_MAX = 15_000;

/** Told by the page itself whenever its content security policy stops something. */
const WATCH_POLICY = `
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error('policy violation: ' + violatedDirective + ' ' + blockedURI));
`;

/** A browser window of somebody with nothing remembered. */
export interface Window {
  readonly page: Page;
  /** What should not have happened: dialogs, errors of scripts, and what the content security policy stopped. */
  readonly alarms: readonly string[];
}

export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  static async start(): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
  }

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  async window(options: BrowserContextOptions = {}): Promise<Window> {
    const context = await this.#browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(WAIT_MS_MAX);
    await context.addInitScript(WATCH_POLICY);
    return watched(await context.newPage());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}

/** Another tab of the same window: the same person. */
export async function tabBeside({ page }: Window): Promise<Window> {
  return watched(await page.context().newPage());
}

function watched(page: Page): Window {
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('pageerror', (error) => alarms.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/policy/i.test(message.text())) alarms.push(message.text());
  });
  return { page, alarms };
}
