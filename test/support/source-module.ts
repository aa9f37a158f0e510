import { type ESTree, parseSync, Visitor } from 'vite';
import type { SourceFile } from './source-files.ts';

/** What the tests of the house want to know of a file. */
export interface SourceModule {
  readonly path: string;
  /** Everything it imports, for a type or at run time. */
  readonly imports: readonly string[];
  /** Those of them that are there at run time. */
  readonly runs: readonly string[];
  /** Files it names by their address, to start a thread or a process there. */
  readonly starts: readonly string[];
  /** It only passes on what other files of the project export. */
  readonly isBarrel: boolean;
  /** Names it reads; fields with and without their owner: `eval`, `Date.now`, `.innerHTML`. */
  readonly mentions: ReadonlySet<string>;
  readonly longestFunctionLines: number;
}

/** Reads a file with a parser, so that comments and strings are not taken for code. */
export function readModule({ path, text }: SourceFile): SourceModule {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return {
    path,
    ...importsOf(program),
    starts: startsOf(program),
    isBarrel: program.body.length > 0 && program.body.every(passesOn),
    mentions: mentionsOf(program),
    longestFunctionLines: longestFunctionLines(program, text),
  };
}

function importsOf(program: ESTree.Program): Pick<SourceModule, 'imports' | 'runs'> {
  const imports = new Set<string>();
  const runs = new Set<string>();
  const add = (source: ESTree.Expression | null, isType = false) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
    imports.add(source.value);
    if (!isType) runs.add(source.value);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, isOfTypes(node)),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source, true),
  }).visit(program);
  return { imports: [...imports], runs: [...runs] };
}

/** `import type …`, or nothing but types between the braces. */
function isOfTypes({ importKind, specifiers }: ESTree.ImportDeclaration): boolean {
  if (importKind === 'type') return true;
  const isType = (specifier: (typeof specifiers)[number]) =>
    specifier.type === 'ImportSpecifier' && specifier.importKind === 'type';
  return specifiers.length > 0 && specifiers.every(isType);
}

/** `new URL('./thread.ts', import.meta.url)`. Addresses of other things are no code. */
function startsOf(program: ESTree.Program): string[] {
  const starts = new Set<string>();
  new Visitor({
    NewExpression({ callee, arguments: [source] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'URL' || source?.type !== 'Literal') return;
      if (/^\.{1,2}\/.*\.[jt]sx?$/.test(String(source.value))) starts.add(String(source.value));
    },
  }).visit(program);
  return [...starts];
}

function mentionsOf(program: ESTree.Program): ReadonlySet<string> {
  const mentions = new Set<string>();
  new Visitor({
    Identifier: ({ name }) => mentions.add(name),
    JSXIdentifier: ({ name }) => mentions.add(name),
    MemberExpression({ object, property }) {
      if (property.type !== 'Identifier') return;
      const owner = object.type === 'Identifier' ? object.name : '';
      mentions.add(`${owner}.${property.name}`).add(`.${property.name}`);
    },
    // A date made of nothing is the time it is; one made of a number is not.
    NewExpression({ callee, arguments: given }) {
      if (callee.type === 'Identifier' && given.length === 0) mentions.add(`new ${callee.name}()`);
    },
  }).visit(program);
  return mentions;
}

function longestFunctionLines(program: ESTree.Program, text: string): number {
  let longest = 0;
  const measure = ({ start, end }: ESTree.Span) => {
    longest = Math.max(longest, text.slice(start, end).split('\n').length);
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(program);
  return longest;
}

function passesOn(statement: ESTree.Statement | ESTree.ModuleDeclaration): boolean {
  const exports = ['ExportAllDeclaration', 'ExportNamedDeclaration'];
  if (!exports.includes(statement.type) || !('source' in statement)) return false;
  const source = statement.source as ESTree.StringLiteral | null;
  return source !== null && /^(\.|@teahouse\/)/.test(source.value);
}
