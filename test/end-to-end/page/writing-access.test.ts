import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { barriersOn } from '../../support/accessibility.ts';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const READERS = {
  'by day, in Chinese': { locale: 'zh-CN', colorScheme: 'light', reducedMotion: 'reduce' },
  'by night, in English': { locale: 'en-GB', colorScheme: 'dark', reducedMotion: 'reduce' },
} as const;

for (const [reader, options] of Object.entries(READERS)) {
  test(`whoever writes ${reader} meets no barrier`, async () => {
    const web = await WebPage.enter(browser, server.url, '小明', options);
    const assertOpen = async (what: string) => assert.deepEqual(await barriersOn(web.page), [], what);
    await web.at('composer').pressSequentially('/');
    await web.at('completion').waitFor();
    await assertOpen('a list of suggestions');
    await web.say('/help');
    await web.at('composer-notice').waitFor();
    await assertOpen('a word to the writer');
    await web.say('/nobody');
    await web.at('composer-notice').getByText('nobody').waitFor();
    await assertOpen('a refusal');
    await web.at('composer').fill('```ts\nconst tea = 1;\n```');
    await web.at('preview-toggle').click();
    await web.at('preview').waitFor();
    await assertOpen('a preview');
    await web.at('emoji').click();
    await web.at('emoji-picker').getByRole('option').first().waitFor();
    await assertOpen('the emoji');
    web.assertNoAlarm();
    await web.close();
  });
}
