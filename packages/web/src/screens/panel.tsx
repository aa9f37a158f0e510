import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { IconButton } from '../parts/controls/icon-button.tsx';
import { useBorrowedFocus } from '../parts/controls/use-borrowed-focus.ts';
import { Details } from '../parts/panel/details.tsx';
import { Files } from '../parts/panel/files.tsx';
import { Members } from '../parts/panel/members.tsx';
import { usePage, useTexts } from '../state/context.ts';
import type { RoomView } from '../state/room-view.ts';
import { hashOf, PANELS, type Panel as PanelName, type RoomRoute } from '../state/route.ts';
import type { Texts } from '../text/texts.ts';

interface PanelProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly route: RoomRoute & { readonly panel: PanelName };
}

/** What stands beside a conversation: who is in it, what it is, what was shared in it. */
export function Panel({ room, me, route }: PanelProps): VNode {
  const { address, isNarrow } = usePage();
  const texts = useTexts();
  // Where there is space for it alone, it is what the page is about.
  const isAlone = isNarrow.value;
  const Place = isAlone ? 'main' : 'aside';
  const tabs = useBorrowedFocus<HTMLElement>('[aria-current]');
  return (
    <Place class="panel" aria-label={texts.panels} data-region="panel" data-testid="panel">
      {isAlone && <h1 class="unseen">{titleOfPanel(route.panel, texts)}</h1>}
      <header ref={tabs} class="panel-head">
        <IconButton icon="close" label={texts.closePanel} onPress={() => address.up()} testId="close-panel" />
        <Tabs route={route} />
      </header>
      {route.panel === 'members' && <Members room={room} me={me} />}
      {route.panel === 'details' && <Details room={room} me={me} />}
      {route.panel === 'files' && <Files room={room} />}
    </Place>
  );
}

/** From one page of the panel to another. Going back closes the panel, whatever was looked at in it. */
function Tabs({ route }: { readonly route: RoomRoute }): VNode {
  const { address } = usePage();
  const texts = useTexts();
  return (
    <nav class="tabs" aria-label={texts.panels}>
      {PANELS.map((panel) => (
        <a
          key={panel}
          href={hashOf({ ...route, panel })}
          aria-current={panel === route.panel ? 'page' : undefined}
          data-testid={`panel-${panel}`}
          onClick={(event) => {
            event.preventDefault();
            address.replace({ ...route, panel });
          }}
        >
          {titleOfPanel(panel, texts)}
        </a>
      ))}
    </nav>
  );
}

function titleOfPanel(panel: PanelName, texts: Texts): string {
  return { members: texts.membersPanel, details: texts.detailsPanel, files: texts.filesPanel }[panel];
}
