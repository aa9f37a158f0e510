/**
 * Identities on the wire. They are strings with a brand, so that a user cannot be passed as a room.
 * A stream is a log: a room's, named by the room's id, or a person's own, named by the user's id.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RoomId = Branded<'room'>;
export type UserId = Branded<'user'>;
export type StreamId = RoomId | UserId;
/** Chosen by whoever sends a command; with the author it is the idempotency key, for ever. */
export type CommandId = Branded<'command'>;
/** One life of a store. A position taken in one life may mean nothing in another. */
export type Epoch = Branded<'epoch'>;
export type BlobId = Branded<'blob'>;

/** The open room that exists from the first start. */
export const LOBBY = 'lobby' as RoomId;

export function isUserStream(stream: StreamId): stream is UserId {
  return stream.startsWith('u_');
}

/** What `decodeClientFrame` accepts as an id made by a client. */
export const COMMAND_ID_PATTERN = /^[A-Za-z0-9_.:-]{1,64}$/;
export const ROOM_ID_PATTERN = /^(lobby|r_[a-z2-7]{16})$/;
export const USER_ID_PATTERN = /^u_[a-z2-7]{16}$/;
export const STREAM_ID_PATTERN = /^(lobby|[ru]_[a-z2-7]{16})$/;
export const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Its letters sort as their values do. */
const ORDERED_ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Fills bytes with chance: `crypto.getRandomValues`, or a seeded source in a simulation. */
export type RandomBytes = (sizeBytes: number) => Uint8Array;

/** 80 bits in base 32: too many to guess, short enough to read out. */
function randomName(random: RandomBytes): string {
  let name = '';
  for (const byte of random(16)) name += ALPHABET[byte & 31];
  return name;
}

export const newRoomId = (random: RandomBytes) => `r_${randomName(random)}` as RoomId;
export const newUserId = (random: RandomBytes) => `u_${randomName(random)}` as UserId;
/** A blob's address is what protects it, so it has 160 bits. */
export const newBlobId = (random: RandomBytes) => `b_${randomName(random)}${randomName(random)}` as BlobId;
export const newCommandId = (random: RandomBytes) => `c_${randomName(random)}` as CommandId;

/**
 * A command id that grows with time, for those who send many: a store finds the newest ids side by side
 * instead of all over its index. Seven letters of seconds last a thousand years, and 45 bits of chance
 * keep one author's ids apart.
 */
export function newCommandIdAt(nowMs: number, random: RandomBytes): CommandId {
  let time = '';
  for (let seconds = Math.floor(nowMs / 1000), letter = 0; letter < 7; letter++) {
    time = ORDERED_ALPHABET[seconds % 32] + time;
    seconds = Math.floor(seconds / 32);
  }
  return `c_${time}${randomName(random).slice(0, 9)}` as CommandId;
}
