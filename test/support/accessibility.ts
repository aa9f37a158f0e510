import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** All of WCAG 2.2 up to AA, and what is good practice besides. */
const WANTED = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const LOOK = `axe.run(document, { runOnly: ${JSON.stringify(WANTED)}, resultTypes: ['violations'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary].join('\\n'))))`;

/** Everything on a page as it is now that keeps somebody out, with where it is and why. */
export async function barriersOn(page: Page): Promise<string[]> {
  // Beside the page, where its content security policy does not reach.
  await page.evaluate(axe.source);
  return await page.evaluate<string[]>(LOOK);
}
