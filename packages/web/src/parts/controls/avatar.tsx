import type { VNode } from 'preact';
import { hueOf } from '../../state/hue.ts';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly shape?: 'round' | 'square';
}

/** The first character of a name on a colour that goes with the id. */
export function Avatar({ id, name, shape = 'round' }: AvatarProps): VNode {
  const [first = '?'] = new Intl.Segmenter().segment(name);
  const initial = typeof first === 'string' ? first : first.segment;
  return (
    <span class={`avatar ${shape}`} data-hue={hueOf(id)} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  );
}
