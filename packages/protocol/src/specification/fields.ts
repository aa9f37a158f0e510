import * as z from 'zod/mini';
import { commandId } from '../client-frames/fields.ts';

interface Typed {
  readonly type: string;
}

/** The fields of each type of frame, with a schema of the field's own type. One that is forgotten is a compile error. */
export type ShapesOf<Frame extends Typed> = {
  readonly [Type in Frame['type']]: {
    readonly [Field in keyof Extract<Frame, { type: Type }>]-?: z.ZodMiniType<
      Extract<Frame, { type: Type }>[Field]
    >;
  };
};

export type SchemasOf<Frame extends Typed> = {
  readonly [Type in Frame['type']]: z.ZodMiniType<Extract<Frame, { type: Type }>>;
};

/** Unknown fields are ignored, so these schemas are as open as those for clients. */
export function schemasOf<Frame extends Typed>(shapes: ShapesOf<Frame>): SchemasOf<Frame> {
  const entries = Object.entries<Record<string, z.ZodMiniType>>(shapes);
  const schemas: unknown = Object.fromEntries(entries.map(([type, shape]) => [type, z.object(shape)]));
  return schemas as SchemasOf<Frame>;
}

export const count = z.int().check(z.minimum(0));
/** A place that something has: no log has an event 0. */
export const place = z.int().check(z.minimum(1));
export const lastId = z.union([commandId, z.literal('')]);
export const maybeName = z.exactOptional(z.string());
export const roomKind = z.enum(['open', 'closed', 'direct']);
