import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { Panel, RoomRoute } from '../../state/route.ts';
import { Icon, type IconName } from '../controls/icon.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Name } from '../controls/name.tsx';

interface RoomHeadProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly route: RoomRoute;
}

/** Which room this is, and the ways to its list of people, to its details, and on a phone back. */
export function RoomHead({ room, me, route }: RoomHeadProps): VNode {
  const { address } = usePage();
  const texts = useTexts();
  const count = room.presence?.count;
  return (
    <header class="room-head">
      <span class="back">
        <IconButton icon="back" label={texts.back} onPress={() => address.up()} testId="back" />
      </span>
      <div class="room-title">
        <h1 tabIndex={-1}>
          <Name>{titleOf(room, me, texts)}</Name>
        </h1>
        <p class="note">{texts.members(room.members)}</p>
      </div>
      <PanelToggle
        panel="members"
        route={route}
        icon="people"
        label={count === undefined ? texts.membersPanel : texts.hereCount(count)}
        testId="people-toggle"
      >
        {count !== undefined && <span data-testid="here-count">{count}</span>}
      </PanelToggle>
      <PanelToggle panel="details" route={route} icon="info" label={texts.panels} testId="details-toggle" />
    </header>
  );
}

interface PanelToggleProps {
  readonly panel: Panel;
  readonly route: RoomRoute;
  readonly icon: IconName;
  readonly label: string;
  readonly testId: string;
  readonly children?: VNode | false;
}

/** Opens a page of the panel; pressed again, closes the panel. */
function PanelToggle({ panel, route, icon, label, testId, children }: PanelToggleProps): VNode {
  const { address } = usePage();
  const isOpen = route.panel === panel;
  const toggle = () => {
    if (isOpen) address.up();
    else if (route.panel) address.replace({ ...route, panel });
    else address.go({ ...route, panel });
  };
  return (
    <button
      type="button"
      class={children ? 'quiet' : 'quiet round'}
      aria-expanded={isOpen}
      aria-label={label}
      title={label}
      data-testid={testId}
      onClick={toggle}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
