/** Moves the focus to the next large part of a page, or the one before, around in a circle. */
export function focusRegion(document: Document, step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) =>
    region.checkVisibility(),
  );
  const current = regions.findLastIndex((region) => region.contains(document.activeElement));
  const from = current === -1 && step === -1 ? 0 : current;
  const next = regions.at((from + step) % regions.length);
  if (next) focusWithin(next);
}

/** A list is entered where one is, anything else at its beginning. */
function focusWithin(region: HTMLElement): void {
  const within =
    region.querySelector<HTMLElement>('[aria-current]') ??
    region.querySelector<HTMLElement>('textarea') ??
    region.querySelector<HTMLElement>('a[href], button, input');
  const target = region.tabIndex >= 0 ? region : within;
  target?.focus();
}

/** Whether what is typed now goes into a text. */
export function isWritingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input:not([type=radio], [type=checkbox]), textarea')
  );
}
