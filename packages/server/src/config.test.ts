import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { ConfigError, describeOptions, readConfig } from './config.ts';

test('without a word a server listens where only this machine reaches it', () => {
  assert.deepEqual(readConfig([], {}), {
    port: 8080,
    host: '127.0.0.1',
    data: './data',
    databaseUrl: null,
    natsUrl: null,
    gateways: 1,
    origins: [],
    limits: 'on',
    compression: 'on',
    logLevel: 'info',
  });
});

test('every option is also an environment variable, and an option wins', () => {
  const environment = {
    TEAHOUSE_PORT: '9000',
    TEAHOUSE_HOST: '::',
    TEAHOUSE_DATA: '/srv/tea',
    TEAHOUSE_DATABASE_URL: 'postgres://tea:secret@db/tea',
    TEAHOUSE_NATS_URL: 'nats://nats:4222',
    TEAHOUSE_GATEWAYS: '3',
    TEAHOUSE_ORIGINS: 'https://a.example,http://b.example:81',
    TEAHOUSE_LIMITS: 'off',
    TEAHOUSE_COMPRESSION: 'off',
    TEAHOUSE_LOG_LEVEL: 'warn',
  };
  const config = readConfig(['--port', '0', '--data=elsewhere'], environment);
  assert.deepEqual(config, {
    port: 0,
    host: '::',
    data: 'elsewhere',
    databaseUrl: 'postgres://tea:secret@db/tea',
    natsUrl: 'nats://nats:4222',
    gateways: 3,
    origins: ['https://a.example', 'http://b.example:81'],
    limits: 'off',
    compression: 'off',
    logLevel: 'warn',
  });
});

const REFUSED: readonly (readonly string[])[] = [
  ['--port', '65536'],
  ['--port', '-1'],
  ['--port', '80a'],
  ['--port', ''],
  ['--port'],
  ['--host', ''],
  ['--data', ''],
  ['--database-url', 'mysql://db'],
  ['--nats-url', 'http://nats'],
  ['--nats-url', 'nats://nats'],
  ['--gateways', '0'],
  ['--gateways', '65'],
  ['--gateways', 'many'],
  ['--gateways', '1.5'],
  ['--origins', 'https://a.example/'],
  ['--origins', 'a.example'],
  ['--origins', 'null'],
  ['--origins', '*'],
  ['--origins', 'https://A.example'],
  ['--limits', 'maybe'],
  ['--compression', 'gzip'],
  ['--log-level', 'loud'],
  ['--log-level', ''],
  ['--colour', 'red'],
  ['surplus'],
];
for (const args of REFUSED) {
  test(`[NET-3] ${JSON.stringify(args)} is refused in one sentence`, () => {
    assert.throws(
      () => readConfig(args, {}),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /^[^\n]+\.$/);
        assert.doesNotMatch(error.message, /\. /);
        return true;
      },
    );
  });
}

test('an environment variable that cannot be is refused by its name', () => {
  assert.throws(() => readConfig([], { TEAHOUSE_PORT: 'eighty' }), /TEAHOUSE_PORT.*"eighty"/);
});

test('auto leaves a core to the log, and is at least one', () => {
  const { gateways } = readConfig(['--gateways', 'auto'], {});
  assert.equal(gateways, Math.max(1, availableParallelism() - 1));
});

test('the help lists every option with its variable', () => {
  const help = describeOptions();
  assert.equal(help.split('\n').length, 10);
  assert.match(help, /--log-level info +.*\(TEAHOUSE_LOG_LEVEL\)/);
});

test('[S22] a password in an address that cannot be is not repeated', () => {
  assert.throws(
    () => readConfig(['--database-url', 'mysql://tea:secret@db'], {}),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    },
  );
});
