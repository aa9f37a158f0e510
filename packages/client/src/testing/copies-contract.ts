import type { CommandId, Epoch, RoomId, UserId } from '@teahouse/protocol/ids';
import { COPY_FORMAT, type KeptCopies, type KeptOwn, type KeptRoom } from '../kept-copies.ts';
import type { CopyStore, IdentityStore } from '../platform.ts';
import type { Runner } from './store-contract.ts';

const MING = 'u_aaaaaaaaaaaaaaaa' as UserId;
const WEI = 'u_bbbbbbbbbbbbbbbb' as UserId;
const LOBBY = 'lobby' as RoomId;
const TEA = 'r_aaaaaaaaaaaaaaaa' as RoomId;

function own(user: UserId): KeptOwn {
  const state = { user, name: '小明', rooms: new Map(), seq: 3, id: 'c_1' as CommandId };
  return { format: COPY_FORMAT, epoch: 'era-1' as Epoch, state };
}

function copy(room: RoomId, seq: number, epoch = 'era-1'): KeptRoom {
  const id = `c_${seq}` as CommandId;
  const state = { room, name: '茶', kind: 'open', members: 2, n: seq, seq, id } as const;
  const newest = { events: [], from: seq + 1, to: seq, hasOlder: true };
  return { format: COPY_FORMAT, epoch: epoch as Epoch, state, newest };
}

const positions = (kept: KeptCopies | null) =>
  kept?.rooms.map(({ epoch, state }) => `${state.room} ${epoch} ${state.seq}`).sort();

/** What every store of copies must do. `open` gives an empty one, beside the identity of the same person. */
export function copiesContract(
  name: string,
  open: () => { readonly copies: CopyStore; readonly identity: IdentityStore },
  { test, equal }: Runner,
): void {
  const opened = async () => {
    const { copies, identity } = open();
    await identity.save({ token: 'x'.repeat(43), user: { id: MING } });
    return copies;
  };

  test(`${name}: what was saved comes back as it was, for this person only`, async () => {
    const copies = await opened();
    equal(await copies.load(MING), null);
    await copies.save({ own: own(MING), rooms: [copy(LOBBY, 5)], dropped: [] });
    equal(await copies.load(MING), { own: own(MING), rooms: [copy(LOBBY, 5)] });
    equal(await copies.load(WEI), null);
    await copies.clear();
    equal(await copies.load(MING), null);
  });

  test(`${name}: [R20] of one log the copy that is further on stays, of another log the last one saved`, async () => {
    const copies = await opened();
    await copies.save({ own: own(MING), rooms: [copy(LOBBY, 5), copy(TEA, 5)], dropped: [] });
    await copies.save({ own: own(MING), rooms: [copy(LOBBY, 4), copy(TEA, 2, 'era-2')], dropped: [] });
    equal(positions(await copies.load(MING)), ['lobby era-1 5', `${TEA} era-2 2`]);
  });

  test(`${name}: [SYNC-2] a room that is dropped is gone, and may begin anew from an earlier place`, async () => {
    const copies = await opened();
    await copies.save({ own: own(MING), rooms: [copy(LOBBY, 5), copy(TEA, 5)], dropped: [] });
    await copies.save({ own: own(MING), rooms: [copy(LOBBY, 1)], dropped: [LOBBY, TEA] });
    equal(positions(await copies.load(MING)), ['lobby era-1 1']);
  });

  test(`${name}: savings that were not waited for happen in their order`, async () => {
    const copies = await opened();
    const savings = [1, 2, 3].map((seq) =>
      copies.save({ own: own(MING), rooms: [copy(LOBBY, seq)], dropped: [LOBBY] }),
    );
    await Promise.all(savings);
    equal(positions(await copies.load(MING)), ['lobby era-1 3']);
  });
}
