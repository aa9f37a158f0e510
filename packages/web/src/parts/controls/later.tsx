import type { ComponentType, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { Late } from '../../state/late.ts';

/**
 * A part whose script is fetched when it is first shown, so that the page opens sooner. Until it is there
 * nothing is shown in its place.
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): (props: Props) => VNode | null {
  const part = new Late(fetch);
  return function Later(props) {
    useEffect(() => void part.need(), []);
    const Part = part.value;
    return Part && <Part {...props} />;
  };
}
