import type { ChatErrorCode } from '@teahouse/client/chat-error';
import { isolate } from './isolate.ts';
import { counting } from './plural.ts';

const count = counting('en');
const list = new Intl.ListFormat('en', { type: 'conjunction' });

const errors: Record<ChatErrorCode, string> = {
  not_json: 'The server did not understand this page. Reload it.',
  unknown_type: 'The server does not know how to do this yet.',
  bad_field: 'Something in this request was not as it should be.',
  unexpected_binary: 'Files cannot be sent this way.',
  hello_required: 'The server did not recognise this page. Reload it.',
  already_greeted: 'You are already in.',
  bad_token: 'This server does not know you any more.',
  bad_name: 'A name has 1 to 40 visible characters, without hidden ones.',
  bad_text: 'This text contains characters that cannot be shown.',
  empty_text: 'There is nothing to read in this message.',
  too_long: 'A message has at most 4,000 characters.',
  not_a_member: 'You are not in this room.',
  no_such_room: 'There is no such room that you may enter.',
  no_such_user: 'There is no such person.',
  too_many_rooms: 'You are in 500 rooms already. Leave one first.',
  bad_position: 'The room has no such message.',
  rate_limited: 'Too much at once. Try again in a moment.',
  overloaded: 'The server is very busy. Try again in a moment.',
  storage_full: 'The server’s disk is full. Nothing was stored.',
  storage_unavailable: 'The server cannot store anything right now.',
  shutting_down: 'The server is restarting.',
  internal: 'The server failed at this. It is safe to try again.',
  outbox_full: 'Too many messages wait to be sent already.',
  unanswered: 'No answer came. It may have worked, or not.',
  disconnected: 'The connection broke. Try again.',
};

export const english = {
  locale: 'en',
  languageName: 'English',
  language: 'Language',
  app: 'Teahouse',
  tagline: 'Take a seat. Talk as long as you like.',
  errors,

  nickname: 'Your nickname',
  nicknameHint: 'No account, no password. You can change it later.',
  enter: 'Come in',

  rooms: 'Rooms',
  lobby: 'Lobby',
  openRooms: 'Open rooms',
  noOpenRooms: 'There are no other open rooms.',
  refreshRooms: 'Look for open rooms',
  join: 'Join',
  joinRoom: (room: string) => `Join ${isolate(room)}`,
  newRoom: 'New room',
  roomName: 'Name of the room',
  roomKind: 'Who may come in',
  openKind: 'Anyone on this server',
  closedKind: 'Only the people I choose',
  chooseFrom: 'People you see here now',
  nobodyToChoose: 'Nobody else is here now.',
  create: 'Create',
  cancel: 'Cancel',
  close: 'Close',
  leave: 'Leave this room',
  leaveQuestion: (room: string) => `Leave ${isolate(room)}?`,
  leaveClosedWarning: 'This room is closed: you cannot come back by yourself.',
  leaveYes: 'Leave',
  notInRoom: 'You are not in this room.',
  chooseRoom: 'Choose a room, or open a new one.',
  back: 'Back to the rooms',
  unread: (messages: number) => count(messages, { one: '# unread message', other: '# unread messages' }),
  members: (people: number) => count(people, { one: '# member', other: '# members' }),

  messages: 'Messages',
  beginning: 'The room begins here.',
  loadingOlder: 'Fetching older messages…',
  noMessages: 'Nobody has said anything yet.',
  unreadLine: 'New',
  newMessages: (messages: number) => count(messages, { one: '# new message', other: '# new messages' }),
  toNewest: 'To the newest',
  showAll: 'Show all of it',
  today: 'Today',
  yesterday: 'Yesterday',
  guest: 'Guest',
  you: 'you',
  attachment: 'File',
  download: 'Download',
  joined: (names: readonly string[], more: number) => `${several(names, more)} came in`,
  left: (names: readonly string[], more: number) => `${several(names, more)} left`,
  renamed: (before: string, now: string) => `${isolate(before)} is now ${isolate(now)}`,

  writeTo: (room: string) => `Message to ${isolate(room)}`,
  write: 'Write a message…',
  send: 'Send',
  charactersLeft: (characters: number) =>
    count(characters, { one: '# character left', other: '# characters left' }),
  charactersOver: (characters: number) =>
    count(characters, { one: '# character too many', other: '# characters too many' }),
  pending: 'Waiting to be sent',
  sent: 'Sent',
  failed: 'Not sent',
  retry: 'Try again',
  takeBack: 'Take back',

  here: 'Here now',
  hereCount: (people: number) => count(people, { one: '# person here', other: '# people here' }),
  tooManyToName: 'Too many to name them all.',
  talkTo: (name: string) => `Talk to ${isolate(name)} alone`,
  typing: (names: readonly string[], more: number) =>
    `${several(names, more)} ${names.length + more === 1 ? 'is' : 'are'} typing…`,

  connecting: 'Connecting…',
  reconnecting: (attempt: number) => `Connecting… (attempt ${attempt})`,
  behind: (events: number) =>
    count(events, { one: 'Catching up: # event to go', other: 'Catching up: # events to go' }),
  offline: 'No connection to the server.',
  unsent: (messages: number) =>
    count(messages, { one: '# message waits to be sent.', other: '# messages wait to be sent.' }),
  retryIn: (seconds: number) =>
    count(seconds, { one: 'Trying again in # second.', other: 'Trying again in # seconds.' }),
  retryNow: 'Try now',
  refused: 'The server turned this page away.',
  closedWith: (code: number) => `The server closed the connection (${code}).`,
  startAnew: 'Come in as a new guest',

  profile: 'You',
  save: 'Save',
  forget: 'Forget me on this device',
  forgetQuestion:
    'You are a guest: only this browser knows you. Once forgotten, you cannot come back as the same person.',
  forgetYes: 'Forget me',
};

/** Names in a sentence, with how many more there are. */
function several(names: readonly string[], more: number): string {
  const shown = names.map(isolate);
  return list.format(more === 0 ? shown : [...shown, count(more, { one: '# other', other: '# others' })]);
}
