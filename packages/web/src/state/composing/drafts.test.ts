import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { browserDrafts } from '../../platform/draft-store.ts';
import { Drafts } from './drafts.ts';

const OTHER = 'r_aaaaaaaaaaaaaaaa' as RoomId;
const AL = { id: 'u_aaaaaaaaaaaaaaaa' as UserId, name: 'Al' };

/** Two tabs that share a storage, as a browser's do. */
function twoTabs(storage: Record<string, string> = {}) {
  const listeners = new Set<{ tab: object; listen: (event: { key: string }) => void }>();
  const tab = () => {
    const here = {};
    const tell = (key: string) => {
      for (const { tab, listen } of listeners) if (tab !== here) listen({ key });
    };
    const localStorage = new Proxy(storage, {
      get: (_, method) =>
        ({
          getItem: (key: string) => storage[key] ?? null,
          setItem: (key: string, value: string) => {
            storage[key] = value;
            tell(key);
          },
          removeItem: (key: string) => {
            delete storage[key];
            tell(key);
          },
        })[String(method)],
    });
    const addEventListener = (_: string, listen: (event: { key: string }) => void) =>
      listeners.add({ tab: here, listen });
    return new Drafts(browserDrafts({ localStorage, addEventListener } as unknown as Window));
  };
  return { one: tab(), other: tab(), reloaded: tab };
}

test('a draft is kept by room, after a reload and in another tab, and is gone once it is empty', () => {
  const tabs = twoTabs();
  tabs.one.write(LOBBY, '写到一半 @Al', [AL]);
  tabs.one.write(OTHER, 'there');
  assert.deepEqual(tabs.reloaded().of(LOBBY).value, { text: '写到一半 @Al', people: [AL] });
  assert.equal(tabs.other.of(OTHER).value.text, 'there');
  tabs.one.write(LOBBY, '');
  assert.equal(tabs.reloaded().of(LOBBY).value.text, '');
});

test('what is sent in one tab does not stay in another that shows the same room', () => {
  const tabs = twoTabs();
  const shown = tabs.other.of(LOBBY);
  tabs.one.write(LOBBY, 'hello');
  assert.equal(shown.value.text, 'hello');
  tabs.one.write(LOBBY, '');
  assert.equal(shown.value.text, '');
});

test('who is not named any more is forgotten', () => {
  const { one } = twoTabs();
  one.write(LOBBY, '@Al hello', [AL]);
  one.write(LOBBY, '@Al hell');
  assert.deepEqual(one.of(LOBBY).value.people, [AL]);
  one.write(LOBBY, 'hell');
  assert.deepEqual(one.of(LOBBY).value.people, []);
});

test('all drafts are forgotten with the person, and other settings stay', () => {
  const storage = { 'teahouse.language': 'zh' };
  const tabs = twoTabs(storage);
  tabs.one.write(LOBBY, 'hello');
  tabs.one.clear();
  assert.equal(tabs.one.of(LOBBY).value.text, '');
  assert.deepEqual(storage, { 'teahouse.language': 'zh' });
});

test('where storage is denied, or holds nonsense, drafts last as long as the page', () => {
  const denied = {
    get localStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
    addEventListener: () => {},
  };
  const drafts = new Drafts(browserDrafts(denied as unknown as Window));
  drafts.write(LOBBY, 'hello');
  assert.equal(drafts.of(LOBBY).value.text, 'hello');
  for (const nonsense of ['{', '[]', '{"text":1}', '"x"', 'null']) {
    assert.equal(twoTabs({ 'teahouse.draft.lobby': nonsense }).one.of(LOBBY).value.text, '', nonsense);
  }
});
