import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useChat, useTexts } from '../../state/context.ts';
import { memberLists } from '../../state/members.ts';
import { nameOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { PersonLine } from '../controls/person.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { useMatching } from '../switcher/use-matching.ts';

interface MembersProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** Who is here now, then everyone else in the room. */
export function Members({ room, me }: MembersProps): VNode {
  const texts = useTexts();
  const everyone = useMembers(room);
  const wanted = useSignal('');
  const matching = useMatching(wanted.value);
  const named = (person: Person) => nameOf(person, texts);
  const lists = memberLists(room, everyone ?? [], me.id, texts);
  const here = matching(lists.here, named);
  const away = matching(lists.away, named);
  const isTooFull = lists.here.length === 0 && (room.presence?.count ?? 0) > 0;
  const isNobody = here.length + away.length === 0 && wanted.value !== '';
  return (
    <div class="panel-page" data-testid="people">
      <SearchField label={texts.searchMembers} value={wanted} testId="search-members" />
      {isTooFull && <p class="note">{texts.tooManyToName}</p>}
      {isNobody && <p class="note">{texts.nobodyFound}</p>}
      <People title={texts.here} people={here} me={me} isHere={true} />
      <People
        title={isTooFull ? texts.membersPanel : texts.notHereNow}
        people={away}
        me={me}
        isHere={false}
      />
      {everyone !== null && everyone.length < room.members && (
        <p class="note">{texts.firstMembersOnly(everyone.length)}</p>
      )}
    </div>
  );
}

interface PeopleProps {
  readonly title: string;
  readonly people: readonly Person[];
  readonly me: Person;
  readonly isHere: boolean;
}

function People({ title, people, me, isHere }: PeopleProps): VNode | null {
  if (people.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span class="amount">{people.length}</span>
      </h2>
      <ul>
        {people.map((person) => (
          <li key={person.id} data-testid="person" data-user={person.id}>
            <PersonLine person={person} me={me} isHere={isHere} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Everyone in the room when the list was opened; null until the server has told. Who comes later is seen to be here. */
function useMembers({ room }: RoomView): readonly Person[] | null {
  const chat = useChat();
  const everyone = useSignal<readonly Person[] | null>(null);
  const { isAnswered } = chat;
  useEffect(() => {
    if (!isAnswered) return;
    let isWanted = true;
    void chat.attempt(chat.commands.members(room)).then((answer) => {
      if (isWanted && answer) everyone.value = answer;
    });
    return () => {
      isWanted = false;
    };
  }, [chat, everyone, isAnswered, room]);
  return everyone.value;
}
