import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { directName, nameOf, peopleHere } from '../state/people.ts';
import type { RoomView } from '../state/room-view.ts';
import { Avatar } from './avatar.tsx';
import { IconButton } from './icon-button.tsx';
import { Name } from './name.tsx';

interface PeopleProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly onClose: () => void;
}

/** Who is here now. A press on somebody opens a room for two. */
export function People({ room, me, onClose }: PeopleProps): VNode {
  const texts = useTexts();
  const people = peopleHere(room, me.id, texts);
  const isTooFull = people.length === 0 && (room.presence?.count ?? 0) > 0;
  return (
    <aside class="people" aria-label={texts.here} data-testid="people">
      <div class="list-head">
        <h2>{texts.here}</h2>
        <IconButton icon="close" label={texts.close} onPress={onClose} />
      </div>
      {isTooFull && <p class="note">{texts.tooManyToName}</p>}
      <ul>
        {people.map((person) => (
          <li key={person.id} data-testid="person" data-user={person.id}>
            {person.id === me.id ? <Myself me={me} /> : <Other person={person} me={me} />}
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Myself({ me }: { readonly me: Person }): VNode {
  const texts = useTexts();
  return (
    <span class="person">
      <Avatar id={me.id} name={nameOf(me, texts)} />
      <Name>{nameOf(me, texts)}</Name>
      <span class="note">({texts.you})</span>
    </span>
  );
}

function Other({ person, me }: { readonly person: Person; readonly me: Person }): VNode {
  const chat = useChat();
  const { address } = usePage();
  const texts = useTexts();
  const name = nameOf(person, texts);
  const talk = async () => {
    const room = await chat.attempt(
      chat.commands.createRoom(directName(me, person, texts), 'direct', [person.id]),
    );
    if (room !== null) address.go({ at: 'room', room });
  };
  return (
    <button
      type="button"
      class="person"
      aria-label={texts.talkTo(name)}
      title={texts.talkTo(name)}
      onClick={() => void talk()}
    >
      <Avatar id={person.id} name={name} />
      <Name>{name}</Name>
    </button>
  );
}
