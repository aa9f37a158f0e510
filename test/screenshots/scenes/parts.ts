import { CONVERSATION } from './conversation.ts';
import { DOOR } from './door.ts';
import { PANELS } from './panels.ts';
import { ROOM_SCENES } from './rooms.ts';
import type { Scenes } from './scene.ts';
import { TROUBLE } from './trouble.ts';

/** What is taken of one stage: scenes at the door, and then scenes inside. */
export interface Part {
  readonly door: Scenes;
  readonly inside: Scenes;
}

/** Each is short enough for a process with a server, which ends after the time of a file of tests. */
export const PARTS: readonly Part[] = [
  { door: DOOR, inside: CONVERSATION },
  { door: {}, inside: ROOM_SCENES },
  { door: {}, inside: { ...PANELS, ...TROUBLE } },
];

/** The parts in which any of these scenes is; all of them if none is named. */
export function partsWith(scenes: readonly string[]): readonly number[] {
  const isWanted = ({ door, inside }: Part) => scenes.some((scene) => scene in door || scene in inside);
  return [...PARTS.keys()].filter((index) => {
    const part = PARTS[index];
    return scenes.length === 0 || (part !== undefined && isWanted(part));
  });
}
