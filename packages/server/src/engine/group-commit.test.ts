import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import type { CommittedEvent } from '../bus/bus.ts';
import { StoreFailure } from '../storage/log.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import type { Commit, Outcome } from './engine.ts';
import { COMMANDS_PER_COMMIT_MAX, COMMANDS_WAITING_MAX, GroupCommit } from './group-commit.ts';

const AUTHOR = 'u_aaaaaaaaaaaaaaaa' as UserId;

function say(name: number | string): Command {
  return { type: 'send', id: `c${name}` as CommandId, author: AUTHOR, room: LOBBY, text: `${name}` };
}

function eventOf({ id }: Command, seq: number): CommittedEvent {
  return { stream: LOBBY, seq, id, type: 'message', by: AUTHOR, bytes: Buffer.from(id) };
}

/** A committer that is told what to do with each batch, and an engine around it. */
function setUp() {
  const clock = new ManualClock();
  const batches: {
    commands: readonly Command[];
    finish: (commit?: Commit) => void;
    fail: (error: Error) => void;
  }[] = [];
  const seen = { log: [] as string[], fatal: [] as StoreFailure[], bugs: [] as string[] };
  let seq = 0;
  const usual = (commands: readonly Command[]): Commit => {
    const events = commands.map((command) => eventOf(command, ++seq));
    return { events, outcomes: events.map((event) => ({ ok: true, stream: LOBBY, seq: event.seq })) };
  };
  const engine = new GroupCommit({
    committer: {
      commit: (commands) => {
        const { promise, resolve, reject } = Promise.withResolvers<Commit>();
        batches.push({ commands, finish: (commit = usual(commands)) => resolve(commit), fail: reject });
        return promise;
      },
    },
    bus: {
      publish: (events) => seen.log.push(...events.map(({ seq: published }) => `published ${published}`)),
    },
    soon: (callback) => clock.soon(callback),
    onFatal: (failure) => seen.fatal.push(failure),
    onBug: (_error, { id }) => seen.bugs.push(id),
  });
  const settle = async () => {
    do await new Promise(setImmediate);
    while (clock.turn());
  };
  const submit = (name: number | string): void => {
    const outcome = engine.submit(say(name));
    outcome.then((it) => seen.log.push(`answered ${it.ok ? it.seq : it.code}`)).catch(assert.fail);
  };
  const ids = () => batches.map(({ commands }) => commands.map(({ id }) => id));
  return { engine, batches, seen, submit, settle, ids };
}

test('[LOG-1] nothing is answered before its commit is done, nor published (LOG-4)', async () => {
  const { batches, seen, submit, settle } = setUp();
  submit(1);
  await settle();
  assert.deepEqual(seen.log, []);
  batches[0]?.finish();
  await settle();
  assert.deepEqual(seen.log, ['published 1', 'answered 1']);
});

test('one fsync serves everything that came while the last one ran, in order', async () => {
  const { batches, submit, settle, ids } = setUp();
  submit(1);
  submit(2);
  await settle();
  for (const name of [3, 4, 5]) submit(name);
  await settle();
  assert.deepEqual(ids(), [['c1', 'c2']], 'one commit runs at a time');
  batches[0]?.finish();
  await settle();
  assert.deepEqual(ids(), [
    ['c1', 'c2'],
    ['c3', 'c4', 'c5'],
  ]);
});

test('[S10] a commit takes so many commands and no more', async () => {
  const { batches, submit, settle, ids } = setUp();
  for (let name = 0; name <= COMMANDS_PER_COMMIT_MAX; name++) submit(name);
  await settle();
  batches[0]?.finish();
  await settle();
  assert.deepEqual(
    ids().map((batch) => batch.length),
    [COMMANDS_PER_COMMIT_MAX, 1],
  );
});

test('[S10] one command too many is told that the server is overloaded, and those before it are kept', async () => {
  const { engine, batches, settle } = setUp();
  const waiting = [...Array(COMMANDS_WAITING_MAX).keys()].map((name) => engine.submit(say(name)));
  assert.deepEqual(await engine.submit(say('late')), { ok: false, code: 'overloaded' });
  for (let index = 0; index * COMMANDS_PER_COMMIT_MAX < COMMANDS_WAITING_MAX; index++) {
    await settle();
    batches[index]?.finish();
  }
  const outcomes = await Promise.all(waiting);
  assert.ok(outcomes.every(({ ok }) => ok));
});

for (const code of ['storage_full', 'storage_unavailable'] as const) {
  test(`[NET-3] when the store answers ${code} the whole batch is told so, and the next one is tried`, async () => {
    const { batches, seen, submit, settle } = setUp();
    submit(1);
    submit(2);
    await settle();
    batches[0]?.fail(new StoreFailure(code, { fatal: false }));
    await settle();
    submit(3);
    await settle();
    batches[1]?.finish();
    await settle();
    assert.deepEqual(seen.log, [`answered ${code}`, `answered ${code}`, 'published 1', 'answered 1']);
    assert.deepEqual(seen.fatal, []);
  });
}

test('[R22] after a failure that nobody can judge the process is told to stop', async () => {
  const { batches, seen, submit, settle } = setUp();
  submit(1);
  await settle();
  const failure = new StoreFailure('internal', { fatal: true });
  batches[0]?.fail(failure);
  await settle();
  assert.deepEqual(seen.log, ['answered internal']);
  assert.deepEqual(seen.fatal, [failure]);
});

test('[S11] a command that a rule fails at takes only itself down', async () => {
  const { batches, seen, submit, settle, ids } = setUp();
  for (const name of [1, 2, 3]) submit(name);
  await settle();
  const bug = new TypeError('a rule failed');
  batches[0]?.fail(bug);
  await settle();
  batches[1]?.finish();
  await settle();
  batches[2]?.fail(bug);
  await settle();
  batches[3]?.finish();
  await settle();
  assert.deepEqual(ids(), [['c1', 'c2', 'c3'], ['c1'], ['c2'], ['c3']]);
  assert.deepEqual(seen.bugs, ['c2']);
  assert.deepEqual(seen.log, ['published 1', 'answered 1', 'answered internal', 'published 2', 'answered 2']);
});

test('[S11] a listener that fails takes nothing down, and what was stored is acknowledged', async () => {
  const clock = new ManualClock();
  let published = 0;
  const bugs: unknown[] = [];
  const engine = new GroupCommit({
    committer: {
      commit: async (commands) => ({
        events: [],
        outcomes: commands.map((_command, index): Outcome => ({ ok: true, stream: LOBBY, seq: index + 1 })),
      }),
    },
    bus: {
      publish: () => {
        if (++published === 1) throw new TypeError('a listener failed');
      },
    },
    soon: (callback) => clock.soon(callback),
    onFatal: assert.fail,
    onBug: (error) => bugs.push(error),
  });
  const outcomes = [engine.submit(say(1)), engine.submit(say(2))];
  clock.turn();
  assert.deepEqual(
    (await Promise.all(outcomes)).map(({ ok }) => ok),
    [true, true],
  );
  const next = engine.submit(say(3));
  clock.turn();
  assert.ok((await next).ok);
});

test('[R29] when it stops, what waits is finished and what comes is refused', async () => {
  const { engine, batches, seen, submit, settle } = setUp();
  submit(1);
  await settle();
  submit(2);
  let stopped = false;
  const stopping = engine.stop().then(() => {
    stopped = true;
  });
  assert.deepEqual(await engine.submit(say(3)), { ok: false, code: 'shutting_down' });
  batches[0]?.finish();
  await settle();
  assert.equal(stopped, false);
  batches[1]?.finish();
  await stopping;
  assert.deepEqual(seen.log, ['published 1', 'answered 1', 'published 2', 'answered 2']);
});

test('an engine that rests stops at once', async () => {
  const { engine, batches, submit, settle } = setUp();
  submit(1);
  await settle();
  batches[0]?.finish();
  await settle();
  await engine.stop();
});

test('[NET-2] a file that came with a message goes out with its event', async () => {
  const clock = new ManualClock();
  const published: CommittedEvent[] = [];
  const bytes = new Uint8Array([1, 2, 3]);
  const withFile = { ...say(1), blob: { id: 'b_1', type: 'x', bytes } } as Command;
  const engine = new GroupCommit({
    committer: {
      commit: async (commands) => ({
        events: commands.map((command, index) => eventOf(command, index + 1)),
        outcomes: commands.map((_command, index): Outcome => ({ ok: true, stream: LOBBY, seq: index + 1 })),
      }),
    },
    bus: {
      publish: (events) => published.push(...events),
    },
    soon: (callback) => clock.soon(callback),
    onFatal: assert.fail,
    onBug: () => assert.fail(),
  });
  const outcomes = [engine.submit(say(0)), engine.submit(withFile)];
  clock.turn();
  await Promise.all(outcomes);
  assert.deepEqual(
    published.map(({ blob }) => blob),
    [undefined, bytes],
  );
});
