import { effect, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '@teahouse/client/platform';
import { showAppBadge } from '../../platform/app-badge.ts';
import { Chime } from '../../platform/chime.ts';
import { Favicon } from '../../platform/favicon.ts';
import { windowFocus } from '../../platform/focus.ts';
import { Notifications } from '../../platform/notifications.ts';
import { Tabs } from '../../platform/tabs.ts';
import type { Page } from '../context.ts';
import { shortCount, type Waiting } from '../rooms/unread.ts';
import { Alerts } from './alerts.ts';

/** The means to call somebody, to be tried and allowed in the settings. */
export interface Calls {
  readonly notifications: Notifications;
  readonly chime: Chime;
}

type Surroundings = Pick<Page, 'entrance' | 'language' | 'address' | 'isTabVisible' | 'alerts'>;

/** From now on whoever is in is called back to the page when they look elsewhere, as far as they want to be. */
export function beginCalls(page: Surroundings, waiting: ReadonlySignal<Waiting>, clock: Clock): Calls {
  const calls: Calls = { notifications: new Notifications(), chime: new Chime() };
  const tabs = new Tabs();
  tellWhatIsOnScreen(page, tabs);
  markIcons(waiting);
  effect(() => {
    const visitor = page.entrance.visitor.value;
    if (visitor.state !== 'inside') return undefined;
    const alerts = new Alerts({
      ...{ ...calls, chat: visitor.chat, choices: page.alerts, tabs, clock },
      texts: () => page.language.texts.value,
      open: (room, seq) => page.address.go({ at: 'room', room, seq }),
    });
    return () => alerts[Symbol.dispose]();
  });
  return calls;
}

/** A room is on screen while somebody can see it in the window that keys go to. */
function tellWhatIsOnScreen({ address, isTabVisible }: Surroundings, tabs: Tabs): void {
  const isFocused = windowFocus();
  effect(() => {
    const route = address.route.value;
    const isSeen = isTabVisible.value && isFocused.value;
    tabs.show(isSeen && route.at === 'room' ? route.room : null);
  });
}

function markIcons(waiting: ReadonlySignal<Waiting>): void {
  const favicon = new Favicon();
  effect(() => {
    const { unread, isPersonal } = waiting.value;
    const mark = isPersonal ? 'personal' : 'unread';
    void favicon.show(unread === 0 ? 'none' : mark, shortCount(unread));
    showAppBadge(unread);
  });
}
