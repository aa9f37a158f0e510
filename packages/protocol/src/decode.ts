import { CLIENT_FRAMES, type ClientFrame, type ClientFrameType } from './client-frames.ts';
import type { ErrorCode } from './errors.ts';
import { COMMAND_ID_PATTERN, type CommandId } from './ids.ts';
import { normalName, refuseText } from './text.ts';

/** `id` is there whenever the frame had a usable one, so that even a refusal can be matched to its command. */
export type Decoded =
  | { readonly ok: true; readonly frame: ClientFrame }
  | { readonly ok: false; readonly code: ErrorCode; readonly field?: string; readonly id?: CommandId };

const DECODERS: ReadonlyMap<string, (typeof CLIENT_FRAMES)[ClientFrameType]> = new Map(
  Object.entries(CLIENT_FRAMES),
);

/**
 * Distrusts once: what comes back `ok` needs no further check of shape, length or characters.
 * Never throws, whatever the text is (NET-3).
 */
export function decodeClientFrame(text: string): Decoded {
  const raw = parse(text);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { ok: false, code: 'not_json' };
  const id = usableId(raw);
  const type = Object.hasOwn(raw, 'type') ? (raw as { type: unknown }).type : undefined;
  const schema = typeof type === 'string' ? DECODERS.get(type) : undefined;
  if (schema === undefined) return { ok: false, code: 'unknown_type', ...id };
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    return { ok: false, code: 'bad_field', field: String(parsed.error.issues[0]?.path[0] ?? ''), ...id };
  }
  return refineWords(parsed.data, id);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function usableId(raw: object): { id?: CommandId } {
  const id = Object.hasOwn(raw, 'id') ? (raw as { id: unknown }).id : undefined;
  return typeof id === 'string' && COMMAND_ID_PATTERN.test(id) ? { id: id as CommandId } : {};
}

/** Words people read have rules of their own, with codes of their own. */
function refineWords(frame: ClientFrame, id: { id?: CommandId }): Decoded {
  if ('text' in frame) {
    const code = refuseText(frame.text);
    if (code !== null) return { ok: false, code, ...id };
  }
  if ('name' in frame && frame.name !== undefined) {
    const name = normalName(frame.name);
    if (name === null) return { ok: false, code: 'bad_name', ...id };
    return { ok: true, frame: { ...frame, name } };
  }
  return { ok: true, frame };
}
