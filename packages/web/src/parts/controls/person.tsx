import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { nameOf } from '../../state/people.ts';
import { useTalk } from '../panel/use-talk.ts';
import { Avatar } from './avatar.tsx';
import { Name } from './name.tsx';

interface PersonLineProps {
  readonly person: Person;
  readonly me: Person;
  readonly isHere: boolean;
}

/** Someone in a list. A press on somebody else opens a room for two. */
export function PersonLine({ person, me, isHere }: PersonLineProps): VNode {
  const texts = useTexts();
  const talk = useTalk(me);
  const name = nameOf(person, texts);
  const face = (
    <>
      <span class="face" data-here={isHere}>
        <Avatar id={person.id} name={name} />
      </span>
      <Name>{name}</Name>
    </>
  );
  if (person.id === me.id) {
    return (
      <span class="person">
        {face}
        <span class="note">({texts.you})</span>
      </span>
    );
  }
  return (
    <button type="button" class="person" title={texts.talkTo(name)} onClick={() => void talk(person)}>
      {face}
    </button>
  );
}
