import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionTo } from './address.ts';

test('[S29] an address says where, whether encrypted, and who asks', () => {
  assert.deepEqual(connectionTo('nats://127.0.0.1:4222'), { servers: '127.0.0.1:4222' });
  assert.deepEqual(connectionTo('tls://nats.example'), { servers: 'nats.example', tls: {} });
  assert.deepEqual(connectionTo('nats://tea:p%40ss@host:1'), {
    servers: 'host:1',
    user: 'tea',
    pass: 'p@ss',
  });
  assert.deepEqual(connectionTo('nats://secret@[::1]:4222'), { servers: '[::1]:4222', token: 'secret' });
});

test('what is no address of NATS is refused, and is not repeated, since it may hold a password', () => {
  for (const address of ['http://a:secret@host', 'nats://', 'redis://secret@host', 'nats:4222']) {
    assert.throws(
      () => connectionTo(address),
      (error) => error instanceof TypeError && !error.message.includes('secret'),
    );
  }
});
