import assert from 'node:assert/strict';
import { CLOSE } from '@teahouse/protocol/close-codes';
import { WireClient } from '../../support/wire-client.ts';
import type { Node } from '../nodes/node.ts';

/** Somebody who waits at a node, whatever happens. A node that lost its store must send them elsewhere (R15). */
export async function patientAt(node: Node): Promise<{ isSentAway(): Promise<void> }> {
  const { client } = await WireClient.enter(node.url, { name: 'patient' });
  return {
    async isSentAway() {
      const { code } = await client.closed;
      assert.equal(code, CLOSE.stale.code);
    },
  };
}
