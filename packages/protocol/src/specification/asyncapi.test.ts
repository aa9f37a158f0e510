import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { CLIENT_FRAMES } from '../client-frames.ts';
import { SAMPLES } from '../testing/samples.ts';
import { asyncApi } from './asyncapi.ts';
import { EVENT_SCHEMAS } from './event-schemas.ts';
import { SERVER_SCHEMAS } from './server-schemas.ts';

const DOCUMENT = new URL('../../../../docs/asyncapi.json', import.meta.url);
const MANIFEST = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string };
const document: unknown = JSON.parse(JSON.stringify(asyncApi(version)));

test('[NET-1] docs/asyncapi.json is what the schemas say (else: npm run generate)', () => {
  assert.deepEqual(JSON.parse(readFileSync(DOCUMENT, 'utf8')), document);
});

test('[NET-1] every reference leads somewhere', () => {
  const references = referencesIn(document);
  assert.ok(references.length > 100, `only ${references.length} references`);
  for (const reference of references) {
    assert.notEqual(at(document, reference.slice(2).split('/')), undefined, reference);
  }
});

test('[NET-1] every frame and every event has a schema', () => {
  const names = [
    ...Object.keys(CLIENT_FRAMES).map((type) => `client.${type}`),
    ...Object.keys(SERVER_SCHEMAS).map((type) => `server.${type}`),
    ...Object.keys(EVENT_SCHEMAS).map((type) => `event.${type}`),
  ];
  assert.deepEqual(Object.keys(at(document, ['components', 'schemas']) as object), names);
});

test('[NET-1] every field of a client frame is described, and the required ones are said to be', () => {
  for (const [type, sample] of Object.entries(SAMPLES)) {
    const schema = at(document, ['components', 'schemas', `client.${type}`]) as {
      properties: object;
      required: string[];
    };
    assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(sample).sort());
    assert.equal(schema.required.includes('id'), type !== 'hello' && type !== 'typing');
  }
});

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  return at((value as Readonly<Record<string, unknown>>)[key], rest);
}
