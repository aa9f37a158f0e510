import { connect } from '@nats-io/transport-node';

/** More than all buffers between two processes hold. */
const FLOOD_BYTES = 67_108_864;
const MESSAGE_BYTES = 65_536;

/** A program that says very much about one subject, and ends when NATS has read it. */
const [servers = '', subject = ''] = process.argv.slice(2);
const nats = await connect({ servers });
const message = Buffer.alloc(MESSAGE_BYTES);
for (let sent = 0; sent < FLOOD_BYTES; sent += MESSAGE_BYTES) {
  nats.publish(subject, message);
  if (sent % (16 * MESSAGE_BYTES) === 0) await nats.flush();
}
await nats.flush();
await nats.close();
