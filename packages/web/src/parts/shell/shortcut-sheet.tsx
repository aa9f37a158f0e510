import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { keyCaps, SHORTCUTS } from '../../state/shortcuts.ts';
import { Dialog } from '../controls/dialog.tsx';
import { Switch } from '../controls/switch.tsx';

/** Every shortcut there is, as its keys are printed on the keyboard at hand. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): VNode {
  const { keys } = usePage();
  const texts = useTexts();
  const isMac = /^(Mac|iP)/.test(navigator.platform);
  const [mod, shift] = isMac ? ['⌘', '⇧'] : ['Ctrl', 'Shift'];
  return (
    <Dialog title={texts.shortcuts} onClose={onClose} testId="shortcut-sheet">
      <dl class="shortcuts">
        {SHORTCUTS.map((shortcut) => (
          <Row
            key={shortcut.name}
            name={texts.shortcutNames[shortcut.name]}
            caps={keyCaps(shortcut, isMac)}
          />
        ))}
      </dl>
      <h3>{texts.whileWriting}</h3>
      <dl class="shortcuts">
        <Row name={texts.sendKey} caps={['Enter']} />
        <Row name={texts.newLineKey} caps={[shift, 'Enter']} />
        <Row name={texts.markNames.bold} caps={[mod, 'B']} />
        <Row name={texts.markNames.italic} caps={[mod, 'I']} />
        <Row name={texts.markNames.code} caps={[mod, 'E']} />
        <Row name={texts.markNames.strike} caps={[mod, shift, 'X']} />
        <Row name={texts.tokenNames.person} caps={['@']} />
        <Row name={texts.tokenNames.room} caps={['#']} />
        <Row name={texts.tokenNames.emoji} caps={[':']} />
        <Row name={texts.tokenNames.command} caps={['/']} />
      </dl>
      <Switch isOn={keys.areSignsOn.value} onSwitch={(wanted) => keys.switchSigns(wanted)} testId="sign-keys">
        {texts.signKeys}
      </Switch>
    </Dialog>
  );
}

function Row({ name, caps }: { readonly name: string; readonly caps: readonly string[] }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {caps.map((cap) => (
          <kbd key={cap}>{cap}</kbd>
        ))}
      </dd>
    </div>
  );
}
