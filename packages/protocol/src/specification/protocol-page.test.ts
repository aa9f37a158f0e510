import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { CLIENT_FRAMES, type ClientFrameType } from '../client-frames.ts';
import { CLOSE } from '../close-codes.ts';
import { ERRORS } from '../errors.ts';
import { EVENT_STREAMS } from '../events.ts';
import * as limits from '../limits.ts';
import { SAMPLES } from '../testing/samples.ts';
import { SERVER_SCHEMAS } from './server-schemas.ts';

const PAGE = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8');

test('[NET-1] the page lists every event there is, with its stream, and no other', () => {
  const listed = rows('Events').flatMap(([types = '', stream]) => coded(types).map((type) => [type, stream]));
  assert.deepEqual(Object.fromEntries(listed), EVENT_STREAMS);
});

test('[NET-1] the page lists every command there is with every field, and no other', () => {
  const listed = rows('Commands').flatMap(([types = '', fields = '']) =>
    coded(types).map((type) => ({ type, fields })),
  );
  const commands = Object.keys(CLIENT_FRAMES).filter((type) => type !== 'hello');
  assert.deepEqual(listed.map(({ type }) => type).sort(), commands.sort());
  for (const { type, fields } of listed) {
    const own = Object.keys(SAMPLES[type as ClientFrameType]).filter(
      (name) => !['type', 'id'].includes(name),
    );
    for (const field of own) assert.ok(coded(fields).includes(field), `${type} has ${field}`);
  }
});

test('[NET-3] the page lists every refusal with what to do, and no other', () => {
  const halves = rows('Refusals').flatMap(([left, retry, _, right, retryToo]) => [
    [left, retry],
    [right, retryToo],
  ]);
  const listed = halves.flatMap(([codes = '', retry]) =>
    [...codes.matchAll(/`(\w+)`( \(closes\))?/g)].map(([, code = '', closes]) => [
      code,
      { retry: retry === 'yes', close: closes !== undefined },
    ]),
  );
  const catalogue = Object.entries(ERRORS).map(([code, { retry, close }]) => [code, { retry, close }]);
  assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(catalogue));
});

test('[NET-3] the refusals named for commands are in the catalogue', () => {
  const named = rows('Commands').flatMap(([, , , refusals = '']) => coded(refusals));
  assert.ok(named.length > 10);
  for (const code of named) assert.ok(Object.hasOwn(ERRORS, code), code);
});

test('[NET-3] the page lists every close code and whether to come back, and no other', () => {
  const listed = rows('Heartbeat').flatMap(([codes = '', , comeBack = '']) =>
    codes.split(', ').map((code) => [Number(code), comeBack.startsWith('yes')] as const),
  );
  const codes = Object.values(CLOSE).map(({ code, reconnect }) => [code, reconnect] as const);
  assert.deepEqual(new Map(listed.sort()), new Map(codes.sort()));
});

test('[NET-1] everything a server says is on the page', () => {
  for (const type of Object.keys(SERVER_SCHEMAS)) {
    assert.ok(PAGE.includes(`\`${type}\``) || PAGE.includes(`"type":"${type}"`), type);
  }
});

test('[NET-1] every example is of a type there is', () => {
  const examples = [...PAGE.matchAll(/^(→|←) \{"type":"(\w+)"/gm)];
  assert.ok(examples.length >= 4);
  for (const [, direction, type = ''] of examples) {
    assert.ok(Object.hasOwn(direction === '→' ? CLIENT_FRAMES : SERVER_SCHEMAS, type), type);
  }
});

test('[NET-3] the limits on the page are those in the code', () => {
  const count = (value: number) => value.toLocaleString('en');
  const sentences = [
    `at most ${count(limits.FRAME_BYTES_MAX)} bytes`,
    `a text at most ${count(limits.TEXT_CHARACTERS_MAX)} characters`,
    `within ${limits.HELLO_TIMEOUT_MS / 1000} s`,
    `"heartbeat_ms":${limits.HEARTBEAT_INTERVAL_MS}`,
    `(${limits.PAGE_BYTES_MAX / 1024} KiB)`,
    `rooms of more than ${limits.PRESENCE_NAMES_MAX} present`,
    `| \`room\`, \`before\`, \`after\` or \`at\`, \`limit\` ≤ ${limits.PAGE_MESSAGES_MAX} |`,
    `\`after\`, \`limit\` ≤ ${limits.PAGE_EVENTS_MAX} |`,
    `| \`after\` (a room), \`limit\` ≤ ${limits.PAGE_ROOMS_MAX} |`,
    `\`after\` (a user id), \`limit\` ≤ ${limits.PAGE_MEMBERS_MAX} |`,
    `| \`room\`, \`before\`, \`limit\` ≤ ${limits.PAGE_FILES_MAX} |`,
    `(at most ${limits.PAGE_MESSAGES_MAX})`,
    `(user ids, at most ${limits.MENTIONS_MAX})`,
    `the people it mentions, at most ${limits.MENTIONS_MAX}`,
  ];
  for (const sentence of sentences) assert.ok(PAGE.includes(sentence), sentence);
});

/** The cells of the tables under a heading, without their head rows. */
function rows(heading: string): string[][] {
  const section = PAGE.split(/^## /m).find((part) => part.replace(/^[\d. ]+/, '').startsWith(heading)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  assert.ok(lines.length > 2, `no table under ${heading}`);
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

function coded(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
