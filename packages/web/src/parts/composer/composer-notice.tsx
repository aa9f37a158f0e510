import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ComposerNotice } from '../../state/composing/composer-notice.ts';
import { formOf, SLASH_COMMANDS } from '../../state/composing/slash-commands.ts';
import { useTexts } from '../../state/context.ts';
import type { Texts } from '../../text/texts.ts';
import { IconButton } from '../controls/icon-button.tsx';

/** A word to the writer, beside what they write. It fades away unless they look closer. */
export function NoticeToWriter({ notice }: { readonly notice: Signal<ComposerNotice | null> }): VNode | null {
  const texts = useTexts();
  const close = () => {
    notice.value = null;
  };
  const said = notice.value;
  if (!said) return null;
  return (
    <div
      class={said.says === 'commands' ? 'composer-notice lasting' : 'composer-notice'}
      role="status"
      data-testid="composer-notice"
      onAnimationEnd={close}
    >
      {said.says === 'commands' ? <Commands /> : <p>{sentenceOf(said, texts)}</p>}
      <IconButton icon="close" label={texts.close} onPress={close} />
    </div>
  );
}

function sentenceOf(said: Exclude<ComposerNotice, { says: 'commands' }>, texts: Texts): string {
  switch (said.says) {
    case 'noFiles':
      return texts.filesRefused;
    case 'unknownCommand':
      return texts.unknownCommand(said.name);
    case 'incomplete':
      return texts.incompleteCommand(formOf(said.command, texts));
    case 'noSuchRoom':
      return texts.noRoomNamed(said.name);
  }
}

function Commands(): VNode {
  const texts = useTexts();
  return (
    <dl class="commands">
      {SLASH_COMMANDS.map((name) => (
        <div key={name}>
          <dt>{formOf(name, texts)}</dt>
          <dd>{texts.commandHints[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
