import type { Page } from 'playwright-core';

/** What is kept of rooms in a browser, read past the page. */
const KEPT_TEXTS = `
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('teahouse');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('rooms').objectStore('rooms').getAll();
      asked.onsuccess = () => {
        opening.result.close();
        resolve(asked.result.flatMap((room) => room.newest.events.flatMap(({ text }) => text ?? [])));
      };
    };
  })
`;

const CONTROLLED = `
  navigator.serviceWorker.controller !== null ||
  new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true)))
`;

/** The texts of all messages that this browser would show without a server. */
export async function keptTexts(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(KEPT_TEXTS);
}

/** Resolves when the page and a text that was said would be there without a server. */
export async function untilKept(page: Page, text: string): Promise<void> {
  await page.evaluate<boolean>(CONTROLLED);
  const looks = `(async () => {
    while (!(await ${KEPT_TEXTS}).includes(${JSON.stringify(text)})) await new Promise(requestAnimationFrame);
  })()`;
  await page.evaluate(looks);
}
