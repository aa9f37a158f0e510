import { matchesGlob, posix } from 'node:path';
import type { Place } from './place.ts';
import { PLACES } from './places.ts';
import type { SourceModule } from './source-module.ts';

/** What any test may use besides what is allowed where it stands. */
const IN_TESTS = {
  packages: ['node:*', 'fast-check', 'ws'],
  imports: ['protocol/specification'],
} as const;
/** Built into Node, and yet to be named by whoever uses them. */
const NAMED_BUILTINS: ReadonlySet<string> = new Set(['node:sqlite']);

type Imported = Pick<SourceModule, 'path' | 'imports' | 'starts'>;

/** What is wrong with the imports of these files, as sentences. */
export function complaints(modules: readonly Imported[]): string[] {
  return modules.flatMap((module) => {
    const name = placeOf(module.path);
    if (name === undefined) return [`${module.path} is in no known place`];
    const wrong = module.imports.filter((source) => !mayImport(module.path, name, source));
    const strange = module.starts.filter((source) => !mayStart(module.path, name, source));
    return [
      ...wrong.map((source) => `${module.path} must not import ${source}`),
      ...strange.map((source) => `${module.path} must not start ${source}`),
    ];
  });
}

/** The place that fits a path best: one of its own before one of its folder. A test is where its subject is. */
export function placeOf(path: string): string | undefined {
  const subject = path.replace(/\.test(?=\.tsx?$)/, '');
  const fitting = Object.entries(PLACES).filter(([, place]) => isIn(subject, place));
  return fitting.sort(([, one], [, other]) => other.at.length - one.at.length)[0]?.[0];
}

/** The file an import leads to; undefined for a package. */
export function targetOf(path: string, source: string): string | undefined {
  if (source.startsWith('.')) return posix.join(posix.dirname(path), source);
  const [, name, rest] = /^@teahouse\/([^/]+)\/(.+)$/.exec(source) ?? [];
  return name && `packages/${name}/src/${rest}.ts`;
}

/** Who needs whom when the program runs; imports of types are gone by then. */
export function needs(modules: readonly SourceModule[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    modules.map(({ path, runs }) => [
      path,
      runs.map((source) => targetOf(path, source)).filter((target) => target !== undefined),
    ]),
  );
}

/** Ways that lead back to where they began, each as the names on the way. */
export function circles(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (name: string, trail: readonly string[]) => {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name]);
    if (done.has(name) || trail.includes(name)) return;
    for (const target of next.get(name) ?? []) visit(target, [...trail, name]);
    done.add(name);
  };
  for (const name of next.keys()) visit(name, []);
  return found;
}

/** Tests, and what is there for tests only. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|-contract\.ts$|\/(contract|testing)\//.test(path);
}

function isIn(path: string, { at }: Place): boolean {
  return matchesGlob(path, at) || posix.dirname(path) === at;
}

function mayImport(path: string, name: string, source: string): boolean {
  const place = PLACES[name];
  const target = targetOf(path, source);
  if (target === undefined) return mayUse(path, place?.packages ?? [], source);
  const to = placeOf(target);
  if (to === undefined) return false;
  return to === name || place?.imports.includes(to) === true || (isTest(path) && mayTestImport(name, to));
}

/** A test may put together whatever its own package has, and what others have for tests. */
function mayTestImport(from: string, to: string): boolean {
  const isOwnPackage = from.split('/')[0] === to.split('/')[0];
  return isOwnPackage || to.endsWith('/testing') || IN_TESTS.imports.some((name) => name === to);
}

function mayStart(path: string, name: string, source: string): boolean {
  const to = placeOf(targetOf(path, source) ?? '');
  return to === name || (to !== undefined && PLACES[name]?.starts?.includes(to) === true);
}

function mayUse(path: string, packages: readonly string[], source: string): boolean {
  const allowed = isTest(path) ? [...packages, ...IN_TESTS.packages] : packages;
  const name = source.startsWith('node:') ? source : packageOf(source);
  if (allowed.includes(name)) return true;
  return name.startsWith('node:') && allowed.includes('node:*') && !NAMED_BUILTINS.has(name);
}

/** `zod/mini` is of the package `zod`, `@scope/name/part` of `@scope/name`. */
function packageOf(source: string): string {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}
