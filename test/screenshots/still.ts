import type { Page } from 'playwright-core';

/** Without a change for so long a page is taken to look as it will look. */
const STILL_MS = 300;
const STILL = `new Promise((resolve) => {
  const observer = new MutationObserver(() => begin());
  let timer;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (observer.disconnect(), resolve()), ${STILL_MS});
  };
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  begin();
})`;

/** Resolves when nothing has changed for a while, for a picture. A test waits for what it needs instead. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(STILL);
}
