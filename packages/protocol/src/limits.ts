/**
 * Every limit a client can meet, with its unit and with what happens there.
 * Limits of the server's own insides stand beside what they bound.
 */

/** A message's text, in Unicode code points. Longer is refused with `too_long`. */
export const TEXT_CHARACTERS_MAX = 4_000;
/** A nickname or a room's name, in code points. Longer is refused with `bad_name`. */
export const NAME_CHARACTERS_MAX = 40;
/** Combining marks in a row in a name. More are refused with `bad_name`, for they draw over other lines. */
export const NAME_MARKS_IN_ROW_MAX = 4;
/** One frame from a client, text or binary. A larger one closes the socket with 1009. */
export const FRAME_BYTES_MAX = 65_536;
/** Rooms one person may be in. Joining or creating one more is refused with `too_many_rooms`. */
export const ROOMS_PER_USER_MAX = 500;
/** People who may be named when a room is created. More are refused with `bad_field`. */
export const FIRST_MEMBERS_MAX = 50;
/**
 * People whom one message may mention. More are refused with `bad_field`. It bounds what a message costs the store:
 * three rows for each, however many are in the room (FAN-3).
 */
export const MENTIONS_MAX = 20;
/** Messages in one `page`. A larger limit is served as this one. */
export const PAGE_MESSAGES_MAX = 100;
/** Events in one `events` reply. A larger limit is served as this one. */
export const PAGE_EVENTS_MAX = 500;
/** Stored bytes in one reply. A page ends early there, and says that there is more. */
export const PAGE_BYTES_MAX = 262_144;
/** Rooms in one `rooms` reply. A larger limit is served as this one. */
export const PAGE_ROOMS_MAX = 100;
/** People in one `members` reply. A larger limit is served as this one. */
export const PAGE_MEMBERS_MAX = 100;
/** Messages in one `files` reply. A larger limit is served as this one. */
export const PAGE_FILES_MAX = 100;
/** People named in a `presence` frame. In a fuller room only the count is told. */
export const PRESENCE_NAMES_MAX = 200;
/** Time from the upgrade to a good hello. Later the socket is closed with 4408. */
export const HELLO_TIMEOUT_MS = 10_000;
/** Between two heartbeats to one client. Two in a row without a sign of life close the socket. */
export const HEARTBEAT_INTERVAL_MS = 25_000;
/** No stream grows beyond this seq, so that a seq fits in 31 bits; a claim beyond it is `bad_field`. */
export const SEQ_MAX = 2_147_483_647;
