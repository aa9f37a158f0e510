import type { Place } from './place.ts';
import { PLACES_OF_BENCH } from './places-of-bench.ts';
import { PLACES_OF_WEB } from './places-of-web.ts';

const SRC = 'packages/server/src';
const STORAGE = `${SRC}/storage`;
const INNER = ['protocol', 'rules'];
const PORTS = [...INNER, 'server/storage', 'server/engine', 'server/bus', 'server/runtime'];
const SERVER = [
  ...PORTS,
  ...['server/storage/sqlite', 'server/storage/memory', 'server/fanout', 'server/sessions'],
  ...['server/transport', 'server/http', 'server/auth', 'server/presence', 'server/config'],
  'server/gateways',
];
const CLI = ['cli/chat', 'cli/seed', 'cli/doctor', 'cli/migrate', 'cli/torture'];

/** Real ones, for nodes to stand on. */
const REAL_SERVERS = ['server/bus/nats/testing', 'server/storage/postgres/testing'];

/**
 * Who may import whom. Imports point inward: what is far down this table may know what is far up, never
 * the other way round. A file in no place, and an import that no row allows, fail `npm run check`.
 */
export const PLACES: Readonly<Record<string, Place>> = {
  protocol: { at: 'packages/protocol/src/**', imports: [], packages: ['zod'] },
  'protocol/specification': {
    at: 'packages/protocol/src/specification',
    imports: ['protocol'],
    packages: ['zod'],
  },
  'protocol/testing': { at: 'packages/protocol/src/testing', imports: ['protocol'] },
  'protocol/generate': {
    at: 'packages/protocol/generate.ts',
    imports: ['protocol/specification'],
    packages: ['node:*'],
  },

  rules: { at: 'packages/rules/src/**', imports: ['protocol'] },
  'rules/testing': { at: 'packages/rules/src/testing', imports: INNER, packages: ['fast-check'] },

  client: { at: 'packages/client/src', imports: INNER },
  'client/browser': { at: 'packages/client/src/browser', imports: ['client', ...INNER], packages: ['idb'] },
  'client/browser/testing': {
    at: 'packages/client/src/browser/testing',
    imports: ['client', 'client/browser', 'client/testing', ...INNER],
  },
  'client/node': {
    at: 'packages/client/src/node',
    imports: ['client', ...INNER],
    packages: ['node:*', 'node:sqlite'],
  },
  'client/testing': { at: 'packages/client/src/testing', imports: ['client', ...INNER], packages: [] },

  ...PLACES_OF_WEB,

  'server/runtime': { at: `${SRC}/runtime`, imports: [], packages: ['node:*', 'pino', 'prom-client'] },
  'server/bus': { at: 'packages/server/src/bus', imports: INNER, packages: ['node:*'] },
  'server/bus/nats': {
    at: 'packages/server/src/bus/nats',
    imports: ['protocol', 'server/bus', 'server/runtime'],
    packages: ['node:*', '@nats-io/transport-node'],
  },
  'server/bus/nats/testing': {
    at: 'packages/server/src/bus/nats/testing',
    imports: ['protocol', 'server/bus', 'server/bus/nats', 'server/runtime'],
    packages: ['node:*', '@nats-io/transport-node'],
  },
  'server/storage': { at: 'packages/server/src/storage', imports: INNER, packages: ['node:*'] },
  'server/engine': {
    at: 'packages/server/src/engine',
    imports: [...INNER, 'server/bus', 'server/storage', 'server/runtime'],
    packages: ['node:*'],
  },
  'server/storage/contract': { at: `${STORAGE}/contract`, imports: PORTS, packages: ['node:*'] },
  'server/storage/memory': { at: 'packages/server/src/storage/memory', imports: PORTS, packages: ['node:*'] },
  'server/storage/sqlite': {
    at: 'packages/server/src/storage/sqlite',
    imports: PORTS,
    packages: ['node:*', 'node:sqlite'],
    starts: ['server/threads'],
  },
  'server/storage/sqlite/testing': {
    at: 'packages/server/src/storage/sqlite/testing',
    imports: [...PORTS, 'server/storage/sqlite', 'server/storage/contract'],
    packages: ['node:*', 'node:sqlite', 'fast-check'],
  },
  'server/storage/postgres': { at: `${STORAGE}/postgres`, imports: PORTS, packages: ['node:*', 'pg'] },
  'server/storage/postgres/testing': { at: `${STORAGE}/postgres/testing`, imports: PORTS, packages: ['pg'] },
  'server/storage/move': {
    at: `${STORAGE}/move`,
    imports: [...PORTS, 'server/storage/sqlite', 'server/storage/postgres'],
    packages: ['node:*'],
  },
  'server/storage/move/testing': { at: `${STORAGE}/move/testing`, imports: PORTS },
  'server/threads': {
    at: 'packages/server/src/*-thread.ts',
    imports: [...PORTS, 'server/storage/sqlite'],
    packages: ['node:*'],
  },
  'server/auth': { at: 'packages/server/src/auth', imports: PORTS, packages: ['node:*'] },
  'server/fanout': {
    at: 'packages/server/src/fanout',
    imports: [...INNER, 'server/bus', 'server/storage', 'server/runtime'],
    packages: ['node:*'],
  },
  'server/presence': { at: `${SRC}/presence`, imports: ['protocol', 'server/runtime', 'server/fanout'] },
  'server/sessions': {
    at: 'packages/server/src/sessions/**',
    imports: [...PORTS, 'server/fanout', 'server/presence', 'server/auth'],
    packages: ['node:*'],
  },
  'server/transport': {
    at: 'packages/server/src/transport',
    imports: ['protocol', 'server/sessions', 'server/fanout', 'server/auth', 'server/runtime'],
    packages: ['node:*', 'ws'],
  },
  'server/http': {
    at: 'packages/server/src/http',
    imports: ['protocol', 'server/engine', 'server/storage', 'server/auth', 'server/runtime'],
    packages: ['node:*', 'hono', '@hono/node-server'],
  },
  'server/testing': { at: 'packages/server/src/testing', imports: SERVER, packages: ['node:*'] },
  'server/gateways': {
    at: 'packages/server/src/gateways',
    imports: [...PORTS, 'server/presence', 'server/sessions', 'server/transport', 'server/config'],
    packages: ['node:*'],
  },
  'server/gateways/testing': {
    at: 'packages/server/src/gateways/testing',
    imports: [...SERVER, 'server/gateway-thread'],
    packages: ['node:*'],
  },
  'server/gateway-thread': {
    at: 'packages/server/src/gateway-thread.ts',
    imports: [...SERVER, 'server/gateways', 'server/assembly'],
    packages: ['node:*'],
  },
  'server/config': { at: 'packages/server/src/config.ts', imports: ['protocol'], packages: ['node:*'] },
  /** Which adapters there are, and what stands behind the sockets. */
  'server/assembly': {
    at: 'packages/server/src/assembly',
    imports: [...SERVER, 'server/bus/nats', 'server/storage/postgres'],
    packages: ['node:*', '@hono/node-server'],
  },
  'server/app': {
    at: 'packages/server/src/app.ts',
    imports: [...SERVER, 'server/assembly'],
    packages: ['node:*'],
    starts: ['server/gateway-thread'],
  },
  'server/main': {
    at: 'packages/server/src/main.ts',
    imports: [...SERVER, 'server/app', 'server/assembly'],
    packages: ['node:*'],
  },

  'cli/chat': {
    at: 'packages/cli/src/chat/**',
    imports: ['client', 'client/node', ...INNER],
    packages: ['node:*'],
  },
  'cli/seed': { at: 'packages/cli/src/seed', imports: PORTS, packages: ['node:*'] },
  'cli/doctor': {
    at: 'packages/cli/src/doctor/**',
    imports: [...PORTS, 'server/storage/sqlite'],
    packages: ['node:*', 'node:sqlite'],
  },
  'cli/migrate': {
    at: 'packages/cli/src/migrate',
    imports: [...PORTS, 'server/storage/move'],
    packages: ['node:*'],
  },
  'cli/torture': {
    at: 'packages/cli/src/torture',
    imports: ['client', ...INNER],
    packages: ['node:*', 'ws'],
    starts: ['cli', 'cli/torture/planted'],
  },
  /** A composition of its own: the server with a bug before one of its ports. */
  'cli/torture/planted': {
    at: 'packages/cli/src/torture/planted',
    imports: [...SERVER, 'server/app', 'server/assembly', 'server/storage/sqlite'],
    packages: ['node:*'],
  },
  'cli/commands': {
    at: 'packages/cli/src/commands',
    imports: [
      ...[...CLI, 'client', 'client/node', ...SERVER],
      ...['server/storage/move', 'server/app', 'server/main'],
    ],
    packages: ['node:*'],
  },
  cli: { at: 'packages/cli/src', imports: ['cli/commands'], packages: ['node:*'] },

  ...PLACES_OF_BENCH,
  'test/support': {
    at: 'test/support',
    imports: INNER,
    packages: ['node:*', 'vite', 'playwright-core', 'axe-core'],
  },
  'test/end-to-end': {
    at: 'test/end-to-end/**',
    imports: ['client', 'client/node', 'protocol', 'protocol/specification', 'test/support', ...REAL_SERVERS],
    packages: ['node:*', 'ws', 'playwright-core'],
    starts: ['cli'],
  },
  'test/simulation': {
    at: 'test/simulation/**',
    imports: ['client', 'client/testing', ...SERVER, 'test/support'],
    packages: ['node:*', 'fast-check'],
  },
  'test/faults': {
    at: 'test/faults/**',
    imports: [
      ...['cli/torture', 'protocol', 'test/support', ...REAL_SERVERS],
      ...['server/bus/nats', 'server/storage/postgres'],
    ],
    packages: ['node:*'],
  },
  'test/screenshots': {
    at: 'test/screenshots/**',
    imports: ['test/support', ...PORTS, 'server/auth', 'server/storage/sqlite'],
    packages: ['node:*', 'playwright-core'],
  },
  test: { at: 'test', imports: ['test/support', 'server/config'], packages: ['node:*', 'vite', 'yaml'] },
};
