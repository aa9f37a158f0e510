import type { Signal } from '@preact/signals';
import type { UserId } from '@teahouse/protocol/ids';
import { FIRST_MEMBERS_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import { everyoneSeen, nameOf } from '../../state/people.ts';
import { Avatar } from '../controls/avatar.tsx';
import { Name } from '../controls/name.tsx';

interface GuestListProps {
  readonly me: Person;
  readonly chosen: Signal<ReadonlySet<UserId>>;
}

/** People to choose from: those seen in the rooms that are open on this page. */
export function GuestList({ me, chosen }: GuestListProps): VNode {
  const texts = useTexts();
  const people = everyoneSeen(useChat().rooms.values(), me.id, texts);
  const choose = (user: UserId) => {
    const next = new Set(chosen.value);
    if (!next.delete(user) && next.size < FIRST_MEMBERS_MAX) next.add(user);
    chosen.value = next;
  };
  return (
    <fieldset class="choice guests" data-testid="guests">
      <legend>{texts.chooseFrom}</legend>
      {people.length === 0 && <p class="note">{texts.nobodyToChoose}</p>}
      {people.map((person) => (
        <label key={person.id}>
          <input type="checkbox" checked={chosen.value.has(person.id)} onChange={() => choose(person.id)} />
          <Avatar id={person.id} name={nameOf(person, texts)} />
          <Name>{nameOf(person, texts)}</Name>
        </label>
      ))}
    </fieldset>
  );
}
