import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { TEXTS } from '../../text/texts.ts';
import { roomMeant } from './room-meant.ts';

const TEA = 'r_aaaaaaaaaaaaaaaa' as RoomId;
const ROOMS = [
  { room: LOBBY, name: 'lobby' },
  { room: TEA, name: 'Tea friends' },
];

test('a room is meant by its name as it is shown, or by its address', () => {
  for (const words of ['tea friends', '#Tea friends', `[Tea](#/room/${TEA})`, `#/room/${TEA}`]) {
    assert.equal(roomMeant(words, ROOMS, TEXTS.en), TEA, words);
  }
  assert.equal(roomMeant('大堂', ROOMS, TEXTS.zh), LOBBY);
  assert.equal(roomMeant('Lobby', ROOMS, TEXTS.en), LOBBY);
});

test('half a name, or an address of no room, means none', () => {
  for (const words of ['tea', '#/room/x', '']) assert.equal(roomMeant(words, ROOMS, TEXTS.en), null, words);
});
