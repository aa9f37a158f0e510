import { effect } from '@preact/signals';
import type { Clock } from '@teahouse/client/platform';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { Message } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Chime } from '../../platform/chime.ts';
import type { Note, Notifications } from '../../platform/notifications.ts';
import type { Tabs } from '../../platform/tabs.ts';
import type { Texts } from '../../text/texts.ts';
import type { LiveChat } from '../live-chat.ts';
import { paced } from '../pace.ts';
import { authorName, titleOf } from '../people.ts';
import { lineOf } from '../rooms/preview.ts';
import type { AlertChoices } from './alert-choices.ts';
import { attentionFor } from './attention.ts';

/** Somebody is called this often at most, once for each room, with the newest of what was said meanwhile. */
export const ALERT_INTERVAL_MS = 1_000;

export interface AlertMeans {
  readonly chat: Pick<LiveChat, 'me' | 'rooms' | 'onMessage'>;
  readonly choices: Pick<AlertChoices, 'isOn'>;
  readonly tabs: Pick<Tabs, 'isFirst' | 'isShown'>;
  readonly notifications: Pick<Notifications, 'show' | 'close'>;
  readonly chime: Pick<Chime, 'ring'>;
  readonly clock: Clock;
  readonly texts: () => Texts;
  readonly open: (room: RoomId, seq: number) => void;
}

interface Call {
  readonly message: Message;
  readonly room: RoomCopy;
}

/** Calls the person when somebody says something they want to hear of, and takes it back once it is read. */
export class Alerts implements Disposable {
  readonly #means: AlertMeans;
  readonly #waiting = new Map<RoomId, Call>();
  /** The message that each room's note is about. */
  readonly #noted = new Map<RoomId, number>();
  readonly #callSoon: () => void;
  readonly #stops: readonly (() => void)[];

  constructor(means: AlertMeans) {
    this.#means = means;
    this.#callSoon = paced(() => void this.#callAll(), ALERT_INTERVAL_MS, means.clock);
    this.#stops = [
      means.chat.onMessage((message, room) => this.#heard({ message, room })),
      effect(() => this.#takeBackRead()),
    ];
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop();
    this.#waiting.clear();
    for (const room of [...this.#noted.keys()]) this.#takeBack(room);
  }

  #heard(call: Call): void {
    if (!this.#means.tabs.isFirst || !this.#isWorthIt(call, false)) return;
    this.#waiting.set(call.message.room, call);
    this.#callSoon();
  }

  async #callAll(): Promise<void> {
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    const areShown = await Promise.all(calls.map(({ room }) => this.#means.tabs.isShown(room.room)));
    // What was read since, here or on another device, is no news any more.
    const worthIt = calls.filter(
      (call, index) => call.room.read < call.message.seq && this.#isWorthIt(call, areShown[index] ?? false),
    );
    for (const call of worthIt) this.#note(call);
    if (worthIt.length > 0 && this.#means.choices.isOn('sound')) this.#means.chime.ring();
  }

  #isWorthIt({ message, room }: Call, isOnScreen: boolean): boolean {
    const { me } = this.#means.chat;
    return me !== null && attentionFor(message, { me: me.id, room, isOnScreen }) === 'notify';
  }

  #note({ message, room }: Call): void {
    const { choices, notifications, open, texts, chat } = this.#means;
    if (!choices.isOn('notifications')) return;
    const onPress = () => open(room.room, message.seq);
    notifications.show({ tag: room.room, ...wordsOf(message, room, chat.me, texts()), onPress });
    this.#noted.set(room.room, message.seq);
  }

  #takeBackRead(): void {
    const { rooms } = this.#means.chat;
    for (const [room, seq] of this.#noted) {
      if ((rooms.get(room)?.read ?? Number.POSITIVE_INFINITY) >= seq) this.#takeBack(room);
    }
  }

  #takeBack(room: RoomId): void {
    this.#noted.delete(room);
    this.#means.notifications.close(room);
  }
}

function wordsOf(
  message: Message,
  room: RoomCopy,
  me: Person | null,
  texts: Texts,
): Pick<Note, 'title' | 'body'> {
  const author = authorName(message, texts);
  const title = room.kind === 'direct' ? author : texts.saidIn(author, titleOf(room, me, texts));
  return { title, body: lineOf(message, texts) };
}
