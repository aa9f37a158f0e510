import type { Place } from './place.ts';

const INNER = ['protocol', 'rules'];
const MARKUP = ['web/state/markup', 'web/state/highlight'];
const WEB = ['web/text', 'web/platform', 'web/state', ...MARKUP, 'web/parts', 'web/screens'];

/** Who may import whom inside the web client: see `places.ts`. */
export const PLACES_OF_WEB: Readonly<Record<string, Place>> = {
  'web/worker': { at: 'packages/web/src/worker', imports: [] },
  'web/platform': {
    at: 'packages/web/src/platform',
    imports: ['client', ...INNER, 'web/worker'],
    packages: ['preact', '@preact/signals', 'pinyin-pro', 'emoji-picker-element-data'],
  },
  'web/text': {
    at: 'packages/web/src/text',
    imports: ['client', ...INNER, 'web/platform'],
    packages: ['preact', '@preact/signals'],
  },
  'web/state': {
    at: 'packages/web/src/state/**',
    imports: ['client', ...INNER, 'web/text', 'web/platform', ...MARKUP],
    packages: ['preact', '@preact/signals'],
  },
  'web/state/markup': { at: 'packages/web/src/state/markup', imports: ['protocol'], packages: ['marked'] },
  'web/state/highlight': { at: 'packages/web/src/state/highlight.ts', imports: [], packages: ['lowlight'] },
  'web/parts': {
    at: 'packages/web/src/parts/**',
    imports: ['client', ...INNER, 'web/text', 'web/platform', 'web/state', ...MARKUP],
    packages: ['preact', '@preact/signals'],
  },
  'web/screens': {
    at: 'packages/web/src/screens',
    imports: ['client', ...INNER, 'web/text', 'web/platform', 'web/state', 'web/parts'],
    packages: ['preact', '@preact/signals'],
  },
  'web/main': {
    at: 'packages/web/src/main.tsx',
    imports: ['client', 'client/browser', ...INNER, ...WEB],
    packages: ['preact', '@preact/signals'],
  },
  'web/build': { at: 'packages/web/*', imports: ['web/build/steps'], packages: ['node:*', 'vite'] },
  'web/build/steps': {
    at: 'packages/web/build',
    imports: ['web/worker'],
    packages: ['node:*', 'vite'],
    starts: ['web/worker'],
  },
};
