/**
 * The catalogue of refusals. `retry` says whether the same command may succeed later under the same id;
 * `close` says whether the server closes the socket after it. `message` is for developers; a user
 * interface translates the code.
 */
interface Refusal {
  readonly retry: boolean;
  readonly close: boolean;
  readonly message: string;
}

export const ERRORS = {
  not_json: { retry: false, close: false, message: 'A frame must be one JSON object.' },
  unknown_type: { retry: false, close: false, message: 'No such type of frame.' },
  bad_field: { retry: false, close: false, message: 'A field is missing or of the wrong kind.' },
  unexpected_binary: {
    retry: false,
    close: false,
    message: 'On this address frames are text; binary belongs to /plain.',
  },
  hello_required: { retry: false, close: true, message: 'The first frame must be hello.' },
  already_greeted: { retry: false, close: false, message: 'Hello was said already.' },
  bad_token: { retry: false, close: true, message: 'No account has this token.' },
  bad_name: {
    retry: false,
    close: false,
    message: 'A name has 1 to 40 visible characters, and no control, bidi or invisible ones.',
  },
  bad_text: {
    retry: false,
    close: false,
    message: 'Text must be well-formed Unicode without NUL or controls.',
  },
  empty_text: { retry: false, close: false, message: 'There is nothing to read in this text.' },
  too_long: { retry: false, close: false, message: 'Text has at most 4,000 characters.' },
  not_a_member: { retry: false, close: false, message: 'There is no such room, or you are not in it.' },
  no_such_room: { retry: false, close: false, message: 'There is no such room that you may enter.' },
  no_such_user: { retry: false, close: false, message: 'There is no such person.' },
  too_many_rooms: { retry: false, close: false, message: 'One person may be in at most 500 rooms.' },
  bad_position: { retry: false, close: false, message: 'The room has no event with this number.' },
  rate_limited: { retry: true, close: false, message: 'Too much at once; try again a little later.' },
  overloaded: {
    retry: true,
    close: false,
    message: 'The server has too much to do; try again a little later.',
  },
  storage_full: { retry: true, close: false, message: 'The disk is full; nothing was stored.' },
  storage_unavailable: { retry: true, close: false, message: 'The store cannot be reached; try again.' },
  shutting_down: { retry: true, close: false, message: 'The server is restarting; come back and try again.' },
  internal: { retry: true, close: false, message: 'The server failed at this; the outcome is not known.' },
} as const satisfies Record<string, Refusal>;

export type ErrorCode = keyof typeof ERRORS;
