import type { Rolldown } from 'vite';

type ChunkingContext = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/**
 * Everything the page needs to open goes into one file beside the entry. By themselves bundlers cut it up by
 * which later parts share what: dozens of small files, which compress worse and are as many requests.
 */
export function chunkOf(module: string, context: ChunkingContext): string | null {
  return isFirst(module, context) || !isNeededAtOnce(module, context, new Set()) ? null : 'page';
}

/** The page itself, and the script that it names. */
function isFirst(module: string, context: ChunkingContext): boolean {
  const isEntry = (each: string) => context.getModuleInfo(each)?.isEntry ?? false;
  return isEntry(module) || (context.getModuleInfo(module)?.importers.some(isEntry) ?? false);
}

/** Whether the entry leads to a module without a dynamic import in between. */
function isNeededAtOnce(module: string, context: ChunkingContext, seen: Set<string>): boolean {
  if (seen.has(module)) return false;
  seen.add(module);
  const info = context.getModuleInfo(module);
  if (!info) return false;
  return info.isEntry || info.importers.some((importer) => isNeededAtOnce(importer, context, seen));
}
