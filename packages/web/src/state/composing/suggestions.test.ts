import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { TEXTS } from '../../text/texts.ts';
import type { RoomView } from '../room-view.ts';
import { type Sources, suggestionsFor } from './suggestions.ts';
import type { TokenKind } from './token.ts';

const TEA = 'r_aaaaaaaaaaaaaaaa' as RoomId;
const OPEN = 'r_bbbbbbbbbbbbbbbb' as RoomId;
const rooms = [
  { room: LOBBY, name: 'lobby' },
  { room: TEA, name: 'Tea [green]' },
] as unknown as readonly RoomView[];

const SOURCES: Sources = {
  people: Array.from({ length: 20 }, (_, index) => ({ id: `u_${index}` as UserId, name: `Ann ${index}` })),
  rooms: new Map(rooms.map((each) => [each.room, each])),
  openRooms: [
    { room: OPEN, name: 'Teapots', members: 2, n: 0 },
    { room: TEA, name: 'Tea [green]', members: 2, n: 0 },
  ],
  emoji: null,
  pinyinPlace: null,
  me: { id: 'u_me' as UserId },
};

const insertedFor = (kind: TokenKind, query: string) =>
  suggestionsFor({ kind, query, start: 0 }, SOURCES, TEXTS.en).map(({ insert }) => insert);

test('people are a few, and are inserted by their name', () => {
  assert.equal(insertedFor('person', 'ann').length, 8);
  assert.deepEqual(insertedFor('person', 'ann 19'), ['@Ann 19 ']);
});

test('rooms are one’s own and those one could enter, once, as links that no name can break', () => {
  assert.deepEqual(insertedFor('room', 'tea'), [
    `[Tea \\[green\\]](#/room/${TEA}) `,
    `[Teapots](#/room/${OPEN}) `,
  ]);
  assert.deepEqual(insertedFor('room', 'lob'), ['[Lobby](#/room/lobby) ']);
});

test('a command that is written out is not suggested, so that Enter does it', () => {
  assert.deepEqual(insertedFor('command', 'n'), ['/nick ', '/new ']);
  assert.deepEqual(insertedFor('command', 'nick'), []);
});

test('before the table of emoji is there, there are none', () => {
  assert.deepEqual(insertedFor('emoji', 'tea'), []);
});
