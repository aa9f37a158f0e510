import type { ErrorTexts } from './texts.ts';

const errors: ErrorTexts = {
  bad_name: 'A name has 1 to 40 visible characters.',
  bad_text: 'This text contains characters that cannot be shown.',
  bad_token: 'This server does not know you any more. Remove the identity file to come in as somebody new.',
  empty_text: 'There is nothing to read in this.',
  too_long: 'A message has at most 4,000 characters.',
  not_a_member: 'You are not in this room.',
  no_such_room: 'There is no such room that you may enter.',
  too_many_rooms: 'You are in 500 rooms already. Leave one first.',
  rate_limited: 'Too much at once. Try again in a moment.',
  storage_full: 'The server’s disk is full. Nothing was stored.',
  storage_unavailable: 'The server cannot store anything right now.',
  shutting_down: 'The server is restarting.',
  outbox_full: 'Too many messages wait to be sent already.',
  unanswered: 'No answer came. It may have worked, or not.',
  disconnected: 'The connection broke. Try again.',
};

export const english = {
  locale: 'en',
  errors,
  failed: (code: string | number) => `The server refused (${code}).`,

  lobby: 'Lobby',
  guest: 'Guest',
  connected: (name: string) => `Connected as ${name}. /help lists what you can do.`,
  connectedAgain: 'Connected again.',
  lost: 'The connection is lost. Trying again…',
  behind: (events: number) => `Catching up: ${counted(events, 'event')} to go…`,
  refused: 'The server turned us away.',

  notConnectedMark: 'not connected',
  waitingMark: (messages: number) => `${messages} waiting`,
  entered: (room: string, members: number) => `— ${room}: ${counted(members, 'member')} —`,
  wasReset: 'The server was taken back to an earlier state; this is how the room is now.',
  skipped: (events: number) => `… ${events} more before this: /older shows them`,
  noOlder: 'The room begins here.',
  olderEnd: '— older messages end here —',
  unread: (room: string, messages: number) => `${room}: ${messages} unread. /join ${room} goes there.`,
  joined: (name: string) => `${name} came in`,
  left: (name: string) => `${name} left`,
  renamed: (before: string, now: string) => `${before} is now ${now}`,
  created: (name: string) => `${name} opened this room`,
  file: (type: string, sizeBytes: number, url: string) =>
    `[file ${type}, ${counted(sizeBytes, 'byte')}: ${url}]`,
  notSent: (text: string, why: string) => `Not sent: “${text}”. ${why}`,
  willBeSent: (messages: number) => `${counted(messages, 'unsent message')} will be sent next time.`,
  neverArrived: (lines: number) => `The server could not be reached: ${counted(lines, 'line')} not sent.`,

  needsName: (command: string) => `Say which: ${command} NAME`,
  noRoom: 'You are in no room. /rooms lists those you can join.',
  noRoomCalled: (name: string) => `There is no room called ${name}. /rooms lists those there are.`,
  severalRooms: (name: string) => `Several rooms are called ${name}. Say which by its id:`,
  yourRooms: 'Your rooms:',
  openRooms: 'Open rooms:',
  noOpenRooms: 'There are no other open rooms.',
  unreadCount: (messages: number) => `${messages} unread`,
  leftRoom: (room: string) => `You left ${room}.`,
  nowCalled: (name: string) => `You are called ${name} now.`,
  here: (count: number) => `Here now (${count}):`,
  alsoMembers: 'Members of this room besides:',
  andMore: (count: number) => `and ${count.toLocaleString('en')} more`,
  unknownCommand: (name: string) => `There is no ${name}. /help lists what there is.`,
  help: {
    rooms: 'your rooms and the open ones',
    join: 'NAME: go to a room, and into it if you are not',
    room: 'the same as /join',
    leave: 'leave this room',
    create: 'NAME: open a new room that anybody may join',
    nick: 'NAME: change your name',
    who: 'who is here, and who else is a member',
    older: 'what was said before',
    help: 'this list',
    quit: 'go; what is not sent yet is kept',
  },
  helpMore: 'Everything else is said in the room. A line that begins with // says a line that begins with /.',
};

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
