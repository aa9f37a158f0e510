import assert from 'node:assert/strict';
import { type CommandId, type Epoch, LOBBY, type StreamId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { mingInLobby } from './chronicle.ts';
import { HOSTILE_SEQS } from './hostile.ts';
import { anna, commandId, garden, ming } from './people.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

const lost = commandId('lost');

/** Whether a client can be continued where it says it is (SYNC-1), or must be told that it cannot (SYNC-2). */
export function positions(test: Promised): void {
  test('[SYNC-1] the place of each event continues, in its own life and later ones', async (store) => {
    const rows = await mingInLobby().says(ming, LOBBY, 'one').says(ming, LOBBY, 'two').write(store.log);
    const { epoch } = store.log;
    for (let opening = 0; opening < 3; opening++) {
      for (const { stream, seq, id } of rows.events) {
        assert.equal(await store.archive.check(stream, { epoch, seq, id }), 'continues');
        const now = { epoch: store.log.epoch, seq, id };
        assert.equal(await store.archive.check(stream, now), 'continues');
      }
      await store.reopen();
    }
  });

  test('[SYNC-1] the beginning continues in any life the store had, of any stream', async (store) => {
    const { epoch } = store.log;
    await store.reopen();
    for (const stream of [LOBBY, garden, anna]) {
      assert.equal(await store.archive.check(stream, { epoch, seq: 0, id: '' }), 'continues');
    }
  });

  test('[SYNC-2] what is no place of this log is reset', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'one', lost).opens(anna, garden);
    await chronicle.says(anna, garden, 'elsewhere').write(store.log);
    const { epoch } = store.log;
    const wrong: [StreamId, Position][] = [
      [LOBBY, { epoch, seq: 3, id: commandId('other') }],
      [LOBBY, { epoch, seq: 3, id: '' }],
      [LOBBY, { epoch, seq: 2, id: lost }],
      [LOBBY, { epoch, seq: 4, id: lost }],
      [garden, { epoch, seq: 3, id: lost }],
      [ming, { epoch, seq: 3, id: lost }],
      [anna, { epoch, seq: 1, id: lost }],
    ];
    for (const [stream, position] of wrong) {
      assert.equal(await store.archive.check(stream, position), 'reset', JSON.stringify(position));
    }
  });

  test('[SYNC-2] [R27] a life that the store never had is reset, even at the beginning', async (store) => {
    await mingInLobby().write(store.log);
    const { epoch } = store.log;
    const next = epoch.replace(/[0-9]+$/, (era) => String(Number(era) + 1));
    const first = epoch.replace(/[0-9]+$/, '0');
    for (const made of [next, first, '', 'another-store-1', '__proto__', `${epoch}0`, epoch.toUpperCase()]) {
      if (made === epoch) continue;
      const position = { epoch: made as Epoch, seq: 0, id: '' } as const;
      assert.equal(await store.archive.check(LOBBY, position), 'reset', made);
      assert.equal(store.archive.eraOf(made as Epoch), undefined);
    }
  });

  test('[R27] a hostile seq is no place, whatever stands elsewhere', async (store) => {
    await mingInLobby().opens(ming, garden).says(ming, garden, 'one', lost).write(store.log);
    const { epoch } = store.log;
    for (const seq of HOSTILE_SEQS) {
      for (const id of [lost, commandId('made1'), '' as CommandId]) {
        assert.equal(await store.archive.check(LOBBY, { epoch, seq, id }), 'reset', String(seq));
      }
    }
  });

  restoring(test);
}

/** A backup takes back what was acknowledged; nobody may take the new history for the old one. */
function restoring(test: Promised): void {
  test('[SYNC-2] [R13] what a restored backup lost is reset; what it has continues', async (store) => {
    const { log, taken } = await writeAndLose(store, async () => undefined);
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'reset');
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 3, id: commandId('kept') }), 'continues');
    await log.says(ming, LOBBY, 'another history', commandId('another')).write(store.log);
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'reset');
  });

  test('[SYNC-2] [R13] even the same message on the same seq is another history', async (store) => {
    const { log, taken } = await writeAndLose(store, async () => undefined);
    await log.says(ming, LOBBY, 'same again', lost).write(store.log);
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'reset');
    const now = { epoch: store.log.epoch, seq: 4, id: lost };
    assert.equal(await store.archive.check(LOBBY, now), 'continues');
    await store.reopen();
    assert.equal(await store.archive.check(LOBBY, now), 'continues');
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'reset');
  });

  test('[SYNC-2] [R13] also if it was lost in lives that the backup does not know', async (store) => {
    const { log, taken } = await writeAndLose(store, () => store.reopen());
    await log.says(ming, LOBBY, 'same again', lost).write(store.log);
    assert.equal(store.archive.eraOf(taken.epoch), undefined);
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'reset');
    assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 0, id: '' }), 'reset');
  });
}

/**
 * Backs up after seq 3 of the lobby, lets something happen, writes seq 4 and goes back to the backup.
 * Gives a chronicle that goes on after seq 3, and the epoch in which seq 4 was shown.
 */
async function writeAndLose(store: StoreUnderTest, meanwhile: () => Promise<void>) {
  const chronicle = mingInLobby().says(ming, LOBBY, 'kept', commandId('kept'));
  await chronicle.write(store.log);
  await store.backUp();
  const log = chronicle.fork();
  await meanwhile();
  await chronicle.says(ming, LOBBY, 'same again', lost).write(store.log);
  const taken = { epoch: store.log.epoch };
  assert.equal(await store.archive.check(LOBBY, { ...taken, seq: 4, id: lost }), 'continues');
  await store.restore();
  assert.equal((await store.archive.head(LOBBY)).head, 3);
  return { log, taken };
}
