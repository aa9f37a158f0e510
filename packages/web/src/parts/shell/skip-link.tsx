import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { hashOf } from '../../state/route.ts';

/** Past all the rooms to where one writes. It is seen when the keyboard comes to it. */
export function SkipLink(): VNode | null {
  const route = usePage().address.route.value;
  const texts = useTexts();
  if (route.at === 'rooms') return null;
  return (
    <a
      class="skip"
      href={hashOf(route)}
      data-testid="skip"
      onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>('.composer textarea')?.focus();
      }}
    >
      {texts.skipToWriting}
    </a>
  );
}
