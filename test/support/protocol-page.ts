import { readFileSync } from 'node:fs';

/** A frame as docs/protocol.md shows it; `…` stands for what differs each time. */
export interface Example {
  readonly from: 'client' | 'server';
  readonly frame: { readonly type: string; readonly [field: string]: unknown };
}

const PAGE = new URL('../../docs/protocol.md', import.meta.url);
const FENCE = /```\n([\s\S]*?)```/g;
const INLINE = /`(\{"type":[^`]*\})`/g;

/** Every example of the page: those after an arrow, then those inside a rule, which the server says. */
export function examplesOfPage(): Example[] {
  const page = readFileSync(PAGE, 'utf8');
  const fenced = [...page.matchAll(FENCE)].flatMap(([, block = '']) => fromArrows(block));
  const inline = [...page.matchAll(INLINE)].map(([, json = '']) => example('server', json));
  return [...fenced, ...inline];
}

/** Where a frame differs from an example: another field, another kind of value, a string that begins otherwise. */
export function differences(shown: unknown, actual: unknown, path = ''): string[] {
  if (typeof shown === 'string' && typeof actual === 'string') {
    const [beginning = '', ...rest] = shown.split('…');
    const fits =
      rest.length === 0 ? actual === shown : actual.startsWith(beginning) && actual.length > beginning.length;
    return fits ? [] : [`${path}: ${actual} is not like ${shown}`];
  }
  if (kindOf(shown) !== kindOf(actual)) return [`${path}: ${kindOf(actual)} instead of ${kindOf(shown)}`];
  if (Array.isArray(shown) && Array.isArray(actual)) {
    return actual.flatMap((item, index) => differences(shown[0], item, `${path}[${index}]`));
  }
  if (!isRecord(shown) || !isRecord(actual)) return [];
  const names = new Set([...Object.keys(shown), ...Object.keys(actual)]);
  return [...names].flatMap((name) => differences(shown[name], actual[name], `${path}.${name}`));
}

function fromArrows(block: string): Example[] {
  return block
    .split(/^(?=[→←])/m)
    .filter((part) => /^[→←]/.test(part))
    .map((part) => example(part.startsWith('→') ? 'client' : 'server', part.slice(1)));
}

function example(from: Example['from'], json: string): Example {
  return { from, frame: JSON.parse(json) as Example['frame'] };
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
