import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { nameOf } from '../../state/people.ts';

/** People named as writing. Of more, only the number is told. */
const NAMES_MAX = 2;

/** Who is writing. Its line is there when nobody is, so that nothing moves when somebody begins. */
export function Typing({ people }: { readonly people: readonly Person[] }): VNode {
  const texts = useTexts();
  const names = people.slice(0, NAMES_MAX).map((person) => nameOf(person, texts));
  return (
    <p class="typing" data-testid="typing">
      {people.length > 0 && texts.typing(names, people.length - names.length)}
    </p>
  );
}
