import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { type Destination, destinations } from '../../state/destinations.ts';
import { Dialog } from '../controls/dialog.tsx';
import { useTalk } from '../panel/use-talk.ts';
import { DestinationLine } from './destination.tsx';
import { SwitcherField } from './switcher-field.tsx';
import { useMatching } from './use-matching.ts';

/** More than these are found by typing more. */
const DESTINATIONS_SHOWN_MAX = 50;

interface SwitcherProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** Goes to a room or a person by a few letters of the name. */
export function Switcher({ me, onClose }: SwitcherProps): VNode {
  const texts = useTexts();
  const list = useId();
  const typed = useSignal('');
  const chosen = useSignal(0);
  const go = useGoing(me);
  const matching = useMatching(typed.value);
  const found = matching(destinations(useChat(), me, texts), ({ name }) => name);
  const shown = found.slice(0, DESTINATIONS_SHOWN_MAX);
  const take = (destination: Destination | undefined) => {
    if (!destination) return;
    onClose();
    go(destination);
  };
  return (
    <Dialog title={texts.switcher} onClose={onClose} testId="switcher" place="at-top">
      <SwitcherField
        typed={typed}
        chosen={chosen}
        count={shown.length}
        listId={list}
        onTake={() => take(shown[chosen.value])}
      />
      {shown.length === 0 ? (
        <p class="note">{texts.switcherNothing}</p>
      ) : (
        <div id={list} class="destinations" role="listbox" aria-label={texts.switcher}>
          {shown.map((destination, index) => (
            <DestinationLine
              key={destination.id}
              id={`${list}-${index}`}
              destination={destination}
              isChosen={index === chosen.value}
              onTake={() => take(destination)}
            />
          ))}
        </div>
      )}
    </Dialog>
  );
}

/** Into one's own rooms at once; an open room is joined, and with a person a room for two is made. */
function useGoing(me: Person): (destination: Destination) => void {
  const chat = useChat();
  const { address } = usePage();
  const talk = useTalk(me);
  return (destination) => {
    if (destination.to === 'person') void talk(destination.person);
    else address.go({ at: 'room', room: destination.id });
    if (destination.to === 'open room') void chat.attempt(chat.commands.join(destination.id));
  };
}
