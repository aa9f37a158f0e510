import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** What is smaller fits in one packet as it is. */
const COMPRESSED_BYTES_MIN = 1_024;

/** Puts `NAME.br` beside every text file of a build, once, so that the server need not compress anything. */
export function compress(folder: string): void {
  for (const name of globSync('**/*.{js,css,html,svg,json,webmanifest}', { cwd: folder })) {
    const bytes = readFileSync(`${folder}/${name}`);
    if (bytes.length < COMPRESSED_BYTES_MIN) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${folder}/${name}.br`, brotliCompressSync(bytes, { params }));
  }
}
