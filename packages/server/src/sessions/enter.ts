import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { ErrorCode } from '@teahouse/protocol/errors';
import { newCommandId, newUserId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';

import { hashToken, newToken } from '../auth/tokens.ts';
import type { Feed } from '../fanout/feed.ts';
import type { Outlet } from '../fanout/outlet.ts';
import { ActiveSession } from './active-session.ts';
import { reply } from './replies.ts';
import type { Services } from './services.ts';

type Hello = ClientFrame<'hello'>;
interface Identity {
  readonly user: UserId;
  /** Only a guest who was made just now is told the token. */
  readonly token?: string;
}

/** Answers a hello: who it is, how their streams stand, and then every stream from where the client is. */
export async function enter(
  services: Services,
  hello: Hello,
  outlet: Outlet,
): Promise<ActiveSession | ErrorCode> {
  const identity =
    hello.token === undefined ? await register(services, hello) : await identify(services, hello.token);
  if (typeof identity === 'string') return identity;
  const { user, token } = identity;
  const { archive, feeds } = services;
  const first = archive.roomsOf(user);
  const readHead = () => first.then(({ me }) => me);
  let [standing, own] = await Promise.all([first, feeds.open(user, readHead)]);
  // Read anew until both stand at one place: no change of membership falls between what was read and what is followed.
  while (!(await meets(own, standing.me.head))) standing = await archive.roomsOf(user);
  const { person, me, rooms } = standing;
  outlet.push(
    reply({
      type: 'welcome',
      user: person,
      ...(token === undefined ? {} : { token }),
      heartbeat_ms: HEARTBEAT_INTERVAL_MS,
      me,
      rooms,
    }),
  );
  const session = new ActiveSession(services, person, outlet);
  session.follow(own);
  const begin = (stream: StreamId, head: number) => {
    const position = hello.resume?.[stream];
    session.subscriptions.show(stream, position ? { position } : { after: head });
  };
  for (const { room } of rooms) session.addRoom(room);
  begin(user, me.head);
  for (const { room, head } of rooms) begin(room, head);
  return session;
}

/** Brings a feed up to a head that was read: true if it stands there, false if it has gone further by now. */
async function meets(feed: Feed, head: number): Promise<boolean> {
  await feed.noticeHead(head);
  return feed.head.seq <= head;
}

async function register(services: Services, { name }: Hello): Promise<Identity | ErrorCode> {
  const { engine, random } = services;
  const token = newToken(random);
  const author = newUserId(random);
  const named = name === undefined ? {} : { name };
  const outcome = await engine.submit({
    type: 'register',
    id: newCommandId(random),
    author,
    tokenHash: hashToken(token),
    ...named,
  });
  return outcome.ok ? { user: author, token } : outcome.code;
}

async function identify({ archive }: Services, token: string): Promise<Identity | ErrorCode> {
  const person = await archive.userByToken(hashToken(token));
  return person ? { user: person.id } : 'bad_token';
}
