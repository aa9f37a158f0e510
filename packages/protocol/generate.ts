import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { asyncApi } from './src/specification/asyncapi.ts';

const DOCUMENT = fileURLToPath(new URL('../../docs/asyncapi.json', import.meta.url));
const MANIFEST = new URL('./package.json', import.meta.url);

/** `npm run generate`: writes what is made from the schemas. A test fails while it is out of date. */
const { version } = JSON.parse(await readFile(MANIFEST, 'utf8')) as { version: string };
await writeFile(DOCUMENT, `${JSON.stringify(asyncApi(version), null, 2)}\n`);
