import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  COMMAND_ID_PATTERN,
  isUserStream,
  LOBBY,
  newBlobId,
  newCommandId,
  newRoomId,
  newUserId,
  ROOM_ID_PATTERN,
  STREAM_ID_PATTERN,
  USER_ID_PATTERN,
} from './ids.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('[LOG-3] every id that is made is one that is accepted', () => {
  fc.assert(
    fc.property(bytes, (chance) => {
      const random = () => chance;
      assert.match(newRoomId(random), ROOM_ID_PATTERN);
      assert.match(newRoomId(random), STREAM_ID_PATTERN);
      assert.match(newUserId(random), USER_ID_PATTERN);
      assert.match(newUserId(random), STREAM_ID_PATTERN);
      assert.match(newCommandId(random), COMMAND_ID_PATTERN);
      assert.match(newBlobId(random), /^b_[a-z2-7]{32}$/);
    }),
  );
});

test('[LOG-3] other chance, other id: each of 80 bits counts', () => {
  fc.assert(
    fc.property(bytes, fc.nat(15), fc.integer({ min: 1, max: 31 }), (chance, index, flip) => {
      const other = chance.with(index, (chance[index] ?? 0) ^ flip);
      assert.notEqual(
        newUserId(() => chance),
        newUserId(() => other),
      );
    }),
  );
});

test('a stream tells by its name whether it is a room or a person', () => {
  const random = (sizeBytes: number) => new Uint8Array(sizeBytes);
  assert.equal(isUserStream(newUserId(random)), true);
  assert.equal(isUserStream(newRoomId(random)), false);
  assert.equal(isUserStream(LOBBY), false);
});

test('[NET-1] the lobby is a room like any other to whoever reads ids', () => {
  assert.match(LOBBY, ROOM_ID_PATTERN);
  assert.match(LOBBY, STREAM_ID_PATTERN);
  assert.doesNotMatch(LOBBY, USER_ID_PATTERN);
});
