import type { SlashCommand } from './slash-commands.ts';

/** What a writer is told beside the field. */
export type ComposerNotice =
  | { readonly says: 'noFiles' }
  | { readonly says: 'unknownCommand'; readonly name: string }
  | { readonly says: 'incomplete'; readonly command: SlashCommand }
  | { readonly says: 'noSuchRoom'; readonly name: string }
  | { readonly says: 'commands' };
