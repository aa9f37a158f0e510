import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import { normalName } from '@teahouse/protocol/text';
import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { Dialog } from '../controls/dialog.tsx';
import { Field } from '../controls/field.tsx';
import { Icon } from '../controls/icon.tsx';
import { AlertSwitches } from './alert-switches.tsx';
import { LanguagePicker } from './language-picker.tsx';
import { ThemePicker } from './theme-picker.tsx';

interface ProfileProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** One's own name and language, and the way out. */
export function Profile({ me, onClose }: ProfileProps): VNode {
  const chat = useChat();
  const { sheet, hasKeyboard } = usePage();
  const texts = useTexts();
  const openShortcuts = () => {
    onClose();
    sheet.value = 'shortcuts';
  };
  const name = useSignal(me.name ?? '');
  const isRefused = useSignal(false);
  const save = () => {
    isRefused.value = normalName(name.value) === null;
    if (isRefused.value) return;
    onClose();
    void chat.attempt(chat.commands.rename(name.value));
  };
  return (
    <Dialog title={texts.profile} onClose={onClose} testId="profile-dialog">
      <Field
        label={texts.nickname}
        fault={isRefused.value ? texts.errors.bad_name : null}
        value={name}
        onSubmit={save}
        testId="new-name"
      />
      <ThemePicker />
      <LanguagePicker />
      <AlertSwitches />
      {hasKeyboard.value && (
        <button type="button" class="quiet" data-testid="open-shortcuts" onClick={openShortcuts}>
          <Icon name="keyboard" />
          {texts.shortcuts}
        </button>
      )}
      <Forget />
      <footer>
        <button type="button" onClick={onClose}>
          {texts.cancel}
        </button>
        <button type="button" class="primary" data-testid="save-name" onClick={save}>
          {texts.save}
        </button>
      </footer>
    </Dialog>
  );
}

/** A guest who is forgotten cannot come back, so it is asked twice. */
function Forget(): VNode {
  const { entrance } = usePage();
  const texts = useTexts();
  const isAsked = useSignal(false);
  if (!isAsked.value) {
    return (
      <button
        type="button"
        class="quiet danger"
        data-testid="forget"
        onClick={() => {
          isAsked.value = true;
        }}
      >
        {texts.forget}
      </button>
    );
  }
  return (
    <div class="warning">
      <p>{texts.forgetQuestion}</p>
      <button type="button" class="danger" data-testid="forget-yes" onClick={() => void entrance.forget()}>
        {texts.forgetYes}
      </button>
    </div>
  );
}
