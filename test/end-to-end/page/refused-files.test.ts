import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** Something with a file in it, as a browser hands it over. */
const WITH_FILE = `
  (() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'tea.png', { type: 'image/png' }));
    return transfer;
  })()
`;

test('a file that is dropped anywhere is refused beside the field, and the page stays', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').fill('still here');
  for (const place of ['[data-testid=rooms]', '[data-testid=composer]', 'body']) {
    const drop = `
      ['dragover', 'drop'].map((type) => document.querySelector('${place}').dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: ${WITH_FILE} }),
      ))
    `;
    // What is not kept from the browser it opens, in place of the page.
    assert.deepEqual(await web.page.evaluate(drop), [false, false]);
    await web.at('composer-notice').getByRole('button').click();
    await web.at('composer-notice').waitFor({ state: 'detached' });
  }
  assert.equal(await web.at('composer').inputValue(), 'still here');
  await web.close();
});

test('a pasted picture is refused, and text that came with it is taken', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const paste = `
    document.querySelector('[data-testid=composer]').dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: ${WITH_FILE} }),
    )
  `;
  // Left to the browser, which puts in the text that is there.
  assert.equal(await web.page.evaluate(paste), true);
  await web.at('composer-notice').waitFor();
  await web.close();
});

test('a piece of code is pasted with its lines and its indentation', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const code = '```ts\nif (tea) {\n\tdrink();\n    again();\n}\n```';
  await web.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await web.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(code)})`);
  await web.at('composer').focus();
  await web.page.keyboard.press('Control+v');
  assert.equal(await web.at('composer').inputValue(), code);
  await web.at('preview-toggle').click();
  await web.at('preview').getByText('drink();').waitFor();
  await web.close();
});
