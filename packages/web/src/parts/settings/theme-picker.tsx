import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { THEMES } from '../../state/theme.ts';

/** Day, lamplight, or whatever the system has. */
export function ThemePicker(): VNode {
  const { theme } = usePage();
  const texts = useTexts();
  return (
    <fieldset class="segments" data-testid="themes">
      <legend>{texts.theme}</legend>
      {THEMES.map((each) => (
        <button
          type="button"
          key={each}
          aria-pressed={theme.current.value === each}
          data-testid={`theme-${each}`}
          onClick={() => theme.choose(each)}
        >
          {texts.themes[each]}
        </button>
      ))}
    </fieldset>
  );
}
