import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import {
  MEANINGFUL_KEYS,
  type RecordedEvent,
  TRACES,
  type Trace,
} from '../../support/input-method-traces.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { FIELD_AT_THE_DOOR, TEXT_FIELDS } from '../../support/text-fields.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** So often a key must have done something, to have done it. */
const TRIES_MAX = 5;

/**
 * Plays recorded events into a field as its browser told them, and says what the keys did: nothing is what
 * it should be. A key does something if it changes what is shown, where one is or where the focus is, or if
 * it is kept from the field. Escape has to be: a browser would close a dialog with it. What a key does it does
 * each time it is pressed: a change that does not come again came from elsewhere, such as a script that arrived.
 */
const DEEDS = `
  async (field, { begin, keys, end }) => {
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
    const play = ({ type, value, ...rest }) => {
      const options = { bubbles: true, cancelable: true, composed: true, ...rest };
      if (type === 'input') set.call(field, value);
      if (type === 'input') return field.dispatchEvent(new InputEvent(type, options));
      if (type.startsWith('key')) return field.dispatchEvent(new KeyboardEvent(type, options));
      return field.dispatchEvent(new CompositionEvent(type, options));
    };
    const turn = () => new Promise((done) => scheduler.postTask(done));
    const drawn = () => new Promise(requestAnimationFrame).then(turn);
    const look = () => [
      document.body.innerHTML, location.href, field.isConnected && document.activeElement === field,
    ].join();
    const tryOnce = async () => {
      const deeds = [];
      begin.forEach(play);
      await drawn();
      let before = look();
      const compare = (key) => {
        if (look() !== before) deeds.push(key + ' changed the page');
        before = look();
      };
      for (const events of keys) {
        for (const event of events) {
          const isKept = !play(event);
          if (isKept && event.key !== 'Escape') deeds.push(event.key + ' was kept from the field');
        }
        await turn();
        compare(events[0].key);
      }
      await drawn();
      compare('one of the keys');
      end.forEach(play);
      play({ type: 'input', value: '' });
      return deeds;
    };
    let deeds = [];
    for (let left = ${TRIES_MAX}; left > 0; left -= 1) {
      deeds = await tryOnce();
      const isHere = field.isConnected && document.activeElement === field;
      if (deeds.length === 0 || !isHere) break;
    }
    return deeds;
  }
`;

/** What happens before the keys are told: in Safari the composition ends there, which keys have no part in. */
function stepsOf({ begin, takes, end }: Trace) {
  const told = MEANINGFUL_KEYS.map(takes);
  const startOf = (events: readonly RecordedEvent[]) => events.findIndex(({ type }) => type === 'keydown');
  const [first = []] = told;
  return {
    begin: [...begin, ...first.slice(0, startOf(first))],
    keys: told.map((events) => events.slice(startOf(events))),
    end,
  };
}

async function deedsOf(web: WebPage, field: string): Promise<Record<string, string[]>> {
  await web.at(field).focus();
  const deeds: Record<string, string[]> = {};
  for (const [name, trace] of Object.entries(TRACES)) {
    const element = `document.querySelector('[data-testid="${field}"]')`;
    const steps = JSON.stringify(stepsOf(trace));
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
