import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const MAY_COPY = { permissions: ['clipboard-read', 'clipboard-write'] };

let entered = 0;

/** Someone alone in the lobby, who has just said something. */
async function alone(options = {}): Promise<WebPage> {
  const web = await WebPage.enter(browser, server.url, 'Ada', options);
  entered += 1;
  // The parser has come once the first message has its shape.
  await web.say(`**ready ${entered}**`);
  await web.hears(`ready ${entered}`);
  await web.page.locator('strong').getByText(`ready ${entered}`).waitFor();
  // What was said before is there, and moves nothing any more.
  await web.page.locator('[data-testid=older][data-state=complete]').waitFor();
  return web;
}

test('Markdown is drawn as elements, and every line is a line', async () => {
  const web = await alone();
  await web.say('> **你好。**世界\n> *two*\n- [x] ~~a~~\n1. `b`\n|c|\n|-|\n|d|');
  const last = web.at('message').last();
  const drawn = async (selector: string) => await last.locator(selector).allTextContents();
  await last.locator('blockquote').waitFor();
  assert.deepEqual(await drawn('blockquote .line'), ['你好。世界', 'two']);
  assert.deepEqual(await drawn('strong'), ['你好。']);
  assert.deepEqual(await drawn('em'), ['two']);
  assert.deepEqual(await drawn('ul del'), ['a']);
  assert.equal(await last.locator('ul input').isChecked(), true);
  assert.deepEqual(await drawn('ol code'), ['b']);
  assert.deepEqual(await drawn('th, td'), ['c', 'd']);
  web.assertNoAlarm();
  await web.close();
});

test('[S3] a link tells nobody where it was followed, and says where it leads', async () => {
  const web = await alone();
  await web.say(
    '看https://tea.example/a。[https://bank.example](https://evil.example/b) ![cat](http://tea.example/c)',
  );
  const last = web.at('message').last();
  await last.getByTestId('link').nth(2).waitFor();
  const said = await web.each('[data-testid=link]', '[element.href, element.rel, element.target].join(" ")');
  const rest = ' noopener noreferrer nofollow _blank';
  assert.deepEqual(said, [
    `https://tea.example/a${rest}`,
    `https://evil.example/b${rest}`,
    `http://tea.example/c${rest}`,
  ]);
  assert.deepEqual(await last.getByTestId('leads-to').allTextContents(), ['evil.example']);
  assert.equal(await last.locator('img').count(), 0);
  web.assertNoAlarm();
  await web.close();
});

test('code gets its colours when it is seen, scrolls inside, and is copied with one press', async () => {
  const web = await alone(MAY_COPY);
  const code = `const tea = '${'龙井 '.repeat(80)}'; // <b>\n\treturn;`;
  await web.say(`\`\`\`ts\n${code}\n\`\`\``);
  const block = web.at('code-block').last();
  await block.locator('.code-keyword').first().waitFor();
  assert.equal(await block.locator('pre').textContent(), code);
  assert.match((await block.locator('.code-language').textContent()) ?? '', /^ts$/);
  const inside = await web.each('.code-block pre', 'element.scrollWidth > element.clientWidth');
  assert.deepEqual(inside, [true]);
  assert.deepEqual(
    await web.each('[data-testid=timeline]', 'element.scrollWidth - element.clientWidth'),
    [0],
  );
  await block.getByTestId('copy').click();
  await block.getByRole('status').getByText('Copied').waitFor();
  assert.equal(await web.page.evaluate('navigator.clipboard.readText()'), code);
  web.assertNoAlarm();
  await web.close();
});

test('a message can be copied, and a link to it', async () => {
  const web = await alone(MAY_COPY);
  await web.say('to *copy*');
  await web.hears('copy');
  const message = web.at('message').last();
  await message.hover();
  const copies = message.getByTestId('copy');
  await copies.nth(0).click();
  await message.getByRole('status').getByText('Copied').waitFor();
  assert.equal(await web.page.evaluate('navigator.clipboard.readText()'), 'to *copy*');
  await copies.nth(1).click();
  await message.getByRole('status').getByText('Copied').waitFor();
  const seq = await message.getAttribute('data-seq');
  assert.equal(
    await web.page.evaluate('navigator.clipboard.readText()'),
    new URL(`#/room/lobby/${seq}`, server.url).href,
  );
  await web.close();
});

test('a message can be quoted, below what was written already', async () => {
  const web = await alone();
  await web.say('one line\nand another');
  await web.hears('and another');
  await web.at('composer').fill('before');
  const message = web.at('message').last();
  await message.hover();
  await message.getByTestId('quote').click();
  await web.holds('composer', 'before\n> one line\n> and another\n');
  await web.page.keyboard.type('and then');
  assert.equal(await web.at('composer').inputValue(), 'before\n> one line\n> and another\nand then');
  await web.close();
});

test('who is mentioned stands out, and most for themselves', async () => {
  const web = await WebPage.enter(browser, server.url, 'Ada');
  const { client } = await WireClient.enter(server.webSocket('/ws'), { name: '小明' });
  const { here } = await client.ask({ type: 'presence', room: 'lobby' }, 'presence');
  const ada = here?.findLast(({ name }) => name === 'Ada')?.id;
  await client.ask({ type: 'send', room: 'lobby', text: '你好@ada，@Bob', mentions: [ada] }, 'ok');
  const mention = web.at('message').last().getByTestId('mention');
  await mention.waitFor();
  assert.deepEqual(await mention.allTextContents(), ['@ada']);
  assert.match((await mention.getAttribute('class')) ?? '', /\bme\b/);
  await web.page.locator('.for-me').getByText('Mentions you').waitFor({ state: 'attached' });
  await client.close();
  await web.close();
});

test('the keyboard reaches what can be done with a message', async () => {
  const web = await alone();
  await web.at('message').last().getByTestId('message-link').focus();
  await web.at('message').last().getByTestId('quote').waitFor({ state: 'attached' });
  await web.page.keyboard.press('Tab');
  assert.deepEqual(await web.each(':focus', 'getComputedStyle(element.parentElement).opacity'), ['1']);
  await web.page.keyboard.press('Tab');
  const focused = await web.each(':focus', 'element.textContent');
  assert.deepEqual(focused, ['Copy the text']);
  await web.close();
});

test('a few emoji are big, and a long text is shown by its beginning', async () => {
  const web = await alone();
  await web.say('🍵 🎉');
  await web.at('message').last().locator('.big-emoji').waitFor();
  await web.say('- tea\n'.repeat(100));
  const last = web.at('message').last();
  await last.getByText('Show all of it').click();
  await last.locator('li').nth(99).waitFor();
  await web.close();
});
