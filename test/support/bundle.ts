import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A module of this project as one script for a browser, with its exports under a global name. */
export async function bundle(path: string, name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, minify: false, lib: { entry, name, formats: ['iife'] } },
  });
  const [output] = [made].flat();
  if (!output || !('output' in output)) throw new Error('it is built once');
  return output.output[0].code;
}
