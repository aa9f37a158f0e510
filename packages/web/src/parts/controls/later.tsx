import { type ComponentType, createContext, type VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Late } from '../../state/late.ts';

/** Where the focus was when a part was asked for; null in a part that never comes later. */
export const AskedFrom = createContext<Element | null>(null);

/**
 * A part whose script is fetched when it is first shown, so that the page opens sooner. Until it is there
 * nothing is shown in its place.
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): (props: Props) => VNode | null {
  const part = new Late(fetch);
  return function Later(props) {
    const askedFrom = useMemo(() => document.activeElement, []);
    useEffect(() => void part.need(), []);
    const Part = part.value;
    return (
      Part && (
        <AskedFrom.Provider value={askedFrom}>
          <Part {...props} />
        </AskedFrom.Provider>
      )
    );
  };
}
