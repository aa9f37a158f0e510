/** Leads the focus through the buttons of a box, round and round. False if the key does not mean that. */
export function moveFocus(box: HTMLElement, key: string): boolean {
  const buttons = [...box.querySelectorAll('button')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at === -1 ? -1 : at - 1,
    Home: 0,
    End: -1,
  };
  const next = to[key];
  if (next === undefined) return false;
  buttons.at(next % buttons.length)?.focus();
  return true;
}
