import { useSignal } from '@preact/signals';
import { normalName } from '@teahouse/protocol/text';
import type { VNode } from 'preact';
import { Field } from '../parts/controls/field.tsx';
import { Logo } from '../parts/controls/logo.tsx';
import { LanguagePicker } from '../parts/settings/language-picker.tsx';
import { usePage, useTexts } from '../state/context.ts';

/** The first visit: one field, and Enter leads into the lobby. */
export function Welcome(): VNode {
  const { entrance } = usePage();
  const texts = useTexts();
  const nickname = useSignal('');
  const isRefused = useSignal(false);
  const enter = () => {
    const name = normalName(nickname.value);
    isRefused.value = name === null;
    if (name !== null) void entrance.enter(name);
  };
  return (
    <main class="welcome" data-testid="welcome">
      <Logo />
      <h1>{texts.app}</h1>
      <p class="tagline">{texts.tagline}</p>
      <div class="card">
        <Field
          label={texts.nickname}
          hint={texts.nicknameHint}
          fault={isRefused.value ? texts.errors.bad_name : null}
          value={nickname}
          onSubmit={enter}
          testId="nickname"
        />
        <button type="button" class="primary" data-testid="enter" onClick={enter}>
          {texts.enter}
        </button>
      </div>
      <LanguagePicker />
    </main>
  );
}
