import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** What keyboards report for Enter, and for a key that an input method has taken for itself. */
const ENTER = 13;
const TAKEN = 229;

test('Enter that takes a candidate of an input method does not send; the next one does', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const keyboard = await web.page.context().newCDPSession(web.page);
  const press = async (windowsVirtualKeyCode: number) => {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode };
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  };
  await web.at('composer').focus();
  await keyboard.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await press(ENTER);
  await press(TAKEN);
  await keyboard.send('Input.insertText', { text: '你好' });
  // Safari ends the composition before it tells of the key that ended it.
  await press(TAKEN);
  assert.equal(await web.at('composer').inputValue(), '你好');
  assert.equal(await web.at('message').count(), 0);
  await web.page.keyboard.press('Enter');
  await web.hears('你好');
  assert.equal(await web.at('composer').inputValue(), '');
  await web.close();
});

test('Shift and Enter begin a new line, and the text is sent with its lines', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').fill('first line');
  await web.page.keyboard.press('Shift+Enter');
  await web.page.keyboard.type('第二行');
  await web.page.keyboard.press('Enter');
  const lines = web.at('message').last().locator('.line');
  await lines.nth(1).waitFor();
  assert.deepEqual(await lines.allTextContents(), ['first line', '第二行']);
  await web.close();
});

test('shortcuts put Markdown around what is selected, and take it away again', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').fill('tea');
  for (const [keys, marked] of [
    ['Control+b', '**tea**'],
    ['Control+i', '*tea*'],
    ['Control+e', '`tea`'],
    ['Control+Shift+X', '~~tea~~'],
  ] as const) {
    await web.page.keyboard.press('Control+a');
    await web.page.keyboard.press(keys);
    assert.equal(await web.at('composer').inputValue(), marked);
    await web.page.keyboard.press(keys);
    assert.equal(await web.at('composer').inputValue(), 'tea');
  }
  await web.page.keyboard.press('Control+b');
  await web.page.keyboard.press('Control+z');
  assert.equal(await web.at('composer').inputValue(), 'tea');
  await web.close();
});

test('the field grows with its text, up to a part of the window', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const heightPx = async () => (await web.at('composer').boundingBox())?.height ?? 0;
  const oneLinePx = await heightPx();
  await web.at('composer').fill('1\n2\n3');
  assert.ok((await heightPx()) > oneLinePx);
  await web.at('composer').fill('line\n'.repeat(100));
  assert.ok((await heightPx()) < 720 / 2);
  await web.at('composer').fill('');
  assert.equal(await heightPx(), oneLinePx);
  await web.close();
});

test('on a phone Enter begins a line, and the button sends', async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const web = await WebPage.enter(browser, server.url, '小明', phone);
  await web.at('composer').tap();
  await web.page.keyboard.type('one');
  await web.page.keyboard.press('Enter');
  await web.page.keyboard.type('two');
  assert.equal(await web.at('composer').inputValue(), 'one\ntwo');
  await web.at('send').tap();
  await web.page.locator('[data-testid=message][data-state=sent]', { hasText: 'two' }).waitFor();
  assert.equal(await web.at('composer').inputValue(), '');
  await web.close();
});

test('what the server would refuse cannot be sent', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const before = await web.at('message').count();
  for (const text of ['', '   \n ', '茶'.repeat(4_001)]) {
    await web.say(text);
    assert.ok(await web.at('send').isDisabled());
  }
  assert.equal(await web.at('message').count(), before);
  await web.say('茶'.repeat(4_000));
  await web.hears('茶'.repeat(4_000));
  await web.close();
});

test('both languages: the browser chooses first, the person then, and it is remembered', async () => {
  const { page } = await browser.window({ locale: 'zh-CN' });
  const web = new WebPage({ page, alarms: [] });
  await page.goto(server.url);
  await page.getByText('进来').or(page.getByText('你的昵称')).first().waitFor();
  assert.match((await web.each('html', 'element.lang')).join(), /^zh/);
  await web.at('language-en').click();
  await page.getByText('Your nickname').waitFor();
  assert.match((await web.each('html', 'element.lang')).join(), /^en/);
  await page.reload();
  await page.getByText('Your nickname').waitFor();
  await web.at('language-zh').click();
  await web.at('nickname').fill('阿芳');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '大堂' }).waitFor();
  await web.close();
});

test('on a phone one thing is shown at a time, nothing is wider than the screen, and one can write', async () => {
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const web = await WebPage.enter(browser, server.url, '小明', phone);
  await web.say('x'.repeat(300));
  await web.hears('x'.repeat(300));
  const widths = await web.each('html', '[element.scrollWidth, innerWidth].join()');
  assert.deepEqual(widths, ['360,360']);
  const composer = await web.at('composer').boundingBox();
  assert.ok(composer && composer.y + composer.height <= 740 && composer.x + composer.width <= 360);
  assert.ok(!(await web.at('rooms').isVisible()));
  await web.at('back').tap();
  await web.at('rooms').waitFor();
  assert.ok(!(await web.at('composer').isVisible()));
  await web.at('room').first().tap();
  await web.at('composer').waitFor();
  web.assertNoAlarm();
  await web.close();
});
