import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { LANGUAGES, TEXTS } from '../../text/texts.ts';

/** The languages, each in its own words. */
export function LanguagePicker(): VNode {
  const { language } = usePage();
  const texts = useTexts();
  return (
    <fieldset class="segments" data-testid="languages">
      <legend>{texts.language}</legend>
      {LANGUAGES.map((each) => (
        <button
          type="button"
          key={each}
          lang={TEXTS[each].locale}
          aria-pressed={language.current === each}
          data-testid={`language-${each}`}
          onClick={() => language.choose(each)}
        >
          {TEXTS[each].languageName}
        </button>
      ))}
    </fieldset>
  );
}
