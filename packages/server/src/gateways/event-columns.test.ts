import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { event, ROOM } from '../bus/bus-contract.ts';
import { fromColumns, toColumns } from './event-columns.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const events = fc.array(
  fc.record({ seq: fc.nat(), isLobby: fc.boolean(), bytes, blob: fc.option(bytes, { nil: undefined }) }),
);

test('events are the same on the other side, whatever their bytes and files', () => {
  fc.assert(
    fc.property(events, (drawn) => {
      const sent = drawn.map(({ seq, isLobby, bytes, blob }) => ({
        ...event(isLobby ? LOBBY : ROOM, seq, bytes),
        ...(blob && { blob }),
      }));
      const arrived = fromColumns(structuredClone(toColumns(sent)));
      const plain = arrived.map((one) => ({ ...one, bytes: new Uint8Array(one.bytes) }));
      assert.deepEqual(plain, sent);
    }),
  );
});

test('parts of larger buffers cross without the rest of them', () => {
  const slab = new Uint8Array(1_000_000);
  const columns = toColumns([{ ...event(LOBBY, 1, slab.subarray(0, 3)), blob: slab.subarray(5, 9) }]);
  assert.equal(columns.bytes.buffer.byteLength, 3);
  assert.equal(columns.blobs.get(0)?.buffer.byteLength, 4);
});
