import type { RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Presence } from '@teahouse/server/presence/presence';

/** Where a node shows others in a room than those who are connected to any; null if none does. */
export function presenceTrouble(nodes: readonly Presence[], rooms: Iterable<RoomId>): string | null {
  for (const room of rooms) {
    const truth = told(nodes.flatMap((node) => node.own(room).here ?? []));
    for (const [index, node] of nodes.entries()) {
      const shown = told(node.look(room).here ?? []);
      if (node.ownCount(room) > 0 && shown !== truth)
        return `in ${room} node ${index} shows ${shown}, there are ${truth}`;
    }
  }
  return null;
}

/** People in one order, each once. */
function told(people: readonly Person[]): string {
  return [...new Set(people.map(({ id, name }) => `${id} ${name}`))].toSorted().join(', ');
}
