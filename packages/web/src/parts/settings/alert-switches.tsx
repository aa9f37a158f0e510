import type { VNode } from 'preact';
import type { Permission } from '../../platform/notifications.ts';
import type { AlertChoices } from '../../state/attention/alert-choices.ts';
import type { Calls } from '../../state/attention/calls.ts';
import { usePage, useTexts } from '../../state/context.ts';
import type { Texts } from '../../text/texts.ts';
import { Switch } from '../controls/switch.tsx';

/** How this person is called on this device. The browser is asked for its permission here, and nowhere else. */
export function AlertSwitches(): VNode | null {
  const { alerts, calls } = usePage();
  return calls.value && <Switches alerts={alerts} {...calls.value} />;
}

function Switches({ alerts, notifications, chime }: Calls & { readonly alerts: AlertChoices }): VNode {
  const texts = useTexts();
  const permission = notifications.permission.value;
  const obstacle = obstacleOf(permission, texts);
  const switchNotifications = async (wanted: 'on' | 'off') => {
    const isAllowed = wanted === 'off' || (await notifications.ask()) === 'granted';
    alerts.choose('notifications', isAllowed ? wanted : 'off');
  };
  const switchSound = (wanted: 'on' | 'off') => {
    alerts.choose('sound', wanted);
    // So that one knows what to listen for; and only a press lets a browser make sounds.
    if (wanted === 'on') chime.ring();
  };
  return (
    <fieldset class="alert-switches" aria-describedby="alerts-hint">
      <legend>{texts.alerts}</legend>
      <Switch
        isOn={obstacle === null && alerts.isOn('notifications')}
        isDisabled={obstacle !== null}
        onSwitch={(wanted) => void switchNotifications(wanted)}
        testId="notifications-switch"
      >
        {texts.notificationsSwitch}
      </Switch>
      {obstacle !== null && <p class="note">{obstacle}</p>}
      <Switch isOn={alerts.isOn('sound')} onSwitch={switchSound} testId="sound-switch">
        {texts.soundSwitch}
      </Switch>
      <p class="note" id="alerts-hint">
        {texts.alertsHint}
      </p>
    </fieldset>
  );
}

function obstacleOf(permission: Permission, texts: Texts): string | null {
  if (permission === 'none') return texts.notificationsMissing;
  return permission === 'denied' ? texts.notificationsDenied : null;
}
