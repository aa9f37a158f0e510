import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';

export function userId(name: string): UserId {
  return `u_${name.padEnd(16, 'a')}` as UserId;
}

export function roomId(name: string): RoomId {
  return `r_${name.padEnd(16, 'a')}` as RoomId;
}

export function commandId(name: string): CommandId {
  return `c_${name}` as CommandId;
}

/** Who appears in the contracts, and where besides the lobby. */
export const ming = userId('ming');
export const anna = userId('anna');
export const garden = roomId('garden');
/** The hashes of their tokens. */
export const mingsToken = new Uint8Array(32).fill(7);
export const annasToken = new Uint8Array(32).fill(9);
