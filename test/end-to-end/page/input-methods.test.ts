import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { MEANINGFUL_KEYS, TRACES, type Trace } from '../../support/input-method-traces.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { FIELD_AT_THE_DOOR, TEXT_FIELDS } from '../../support/text-fields.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/**
 * Plays recorded events into a field as its browser told them, and says what the keys did: nothing is what
 * it should be. A key does something if it changes what is shown, where one is or where the focus is, or if
 * it is kept from the field. Escape has to be: a browser would close a dialog with it.
 */
const DEEDS = `
  async (field, traces) => {
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
    const play = ({ type, value, ...rest }) => {
      const options = { bubbles: true, cancelable: true, composed: true, ...rest };
      if (type === 'input') set.call(field, value);
      if (type === 'input') return field.dispatchEvent(new InputEvent(type, options));
      if (type.startsWith('key')) return field.dispatchEvent(new KeyboardEvent(type, options));
      return field.dispatchEvent(new CompositionEvent(type, options));
    };
    const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const look = () => [
      document.body.innerHTML, location.href, field.isConnected && document.activeElement === field,
    ].join();
    const deeds = [];
    for (const { begin, taken, end } of traces) {
      begin.forEach(play);
      await drawn();
      const before = look();
      for (const event of taken) {
        const isKept = !play(event);
        if (isKept && event.key !== 'Escape') deeds.push(event.key + ' was kept from the field');
      }
      await drawn();
      if (look() !== before) deeds.push(taken.map(({ key }) => key).join(' ') + ' changed the page');
      end.forEach(play);
      play({ type: 'input', value: '' });
    }
    return deeds;
  }
`;

/** What happens before the key is told: in Safari the composition ends there, which keys have no part in. */
function stepsOf({ begin, takes, end }: Trace, key: string) {
  const events = takes(key);
  const at = events.findIndex(({ type }) => type === 'keydown');
  return { begin: [...begin, ...events.slice(0, at)], taken: events.slice(at), end };
}

async function deedsOf(web: WebPage, field: string): Promise<Record<string, string[]>> {
  await web.at(field).focus();
  await web.rest();
  const deeds: Record<string, string[]> = {};
  for (const [name, trace] of Object.entries(TRACES)) {
    const steps = JSON.stringify(MEANINGFUL_KEYS.map((key) => stepsOf(trace, key)));
    const element = `document.querySelector('[data-testid="${field}"]')`;
    deeds[name] = await web.page.evaluate<string[]>(`(${DEEDS})(${element}, ${steps})`);
  }
  return deeds;
}

const NOTHING = Object.fromEntries(Object.keys(TRACES).map((name) => [name, []]));

test('at the door no key of an input method does anything', async () => {
  const { page } = await browser.window();
  const web = new WebPage({ page, alarms: [] });
  await page.goto(server.url);
  await web.at(FIELD_AT_THE_DOOR).waitFor();
  assert.deepEqual(await deedsOf(web, FIELD_AT_THE_DOOR), NOTHING);
  await web.close();
});

for (const [field, open] of Object.entries(TEXT_FIELDS)) {
  test(`no key of an input method does anything in the field "${field}"`, async () => {
    const web = await WebPage.enter(browser, server.url, '小明');
    await open(web);
    assert.deepEqual(await deedsOf(web, field), NOTHING);
    await web.close();
  });
}

test('Escape of an input method closes its candidates and not the dialog around the field', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const keyboard = await web.page.context().newCDPSession(web.page);
  await web.at('new-room').click();
  await web.at('room-name').focus();
  await keyboard.send('Input.imeSetComposition', { text: 'cha', selectionStart: 3, selectionEnd: 3 });
  const escapeKey = { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 229 };
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...escapeKey });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...escapeKey });
  await keyboard.send('Input.insertText', { text: '茶' });
  assert.equal(await web.at('room-name').inputValue(), '茶');
  await web.page.keyboard.press('Escape');
  await web.at('create-room').waitFor({ state: 'detached' });
  await web.close();
});

test('a list of suggestions is not shown while a name is composed, and is there for what was composed', async () => {
  const web = await WebPage.enter(browser, server.url, '小红');
  const other = await WebPage.enter(browser, server.url, '春生');
  const keyboard = await web.page.context().newCDPSession(web.page);
  await web.at('composer').focus();
  await web.page.keyboard.type('@');
  await web.at('completion').waitFor();
  await keyboard.send('Input.imeSetComposition', { text: 'chun', selectionStart: 4, selectionEnd: 4 });
  await web.at('completion').waitFor({ state: 'detached' });
  await keyboard.send('Input.insertText', { text: '春' });
  await web.page.getByRole('option', { name: '春生' }).waitFor();
  await other.close();
  await web.close();
});
