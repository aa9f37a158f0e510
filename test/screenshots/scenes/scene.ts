import type { Stage } from '../stage.ts';

/** Brings the page to what one picture shows. */
export type Scene = (stage: Stage) => Promise<void>;
/** By the name of the picture, in the order in which they are taken. */
export type Scenes = Readonly<Record<string, Scene>>;
