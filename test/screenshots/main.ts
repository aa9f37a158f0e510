import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TestBrowser } from '../support/browser.ts';
import { dataFolder } from '../support/data-folder.ts';
import { contactSheet } from './contact-sheet.ts';
import { LOOKS, type Look, nameOf, pictureFile, sceneOf } from './looks.ts';
import { partsWith } from './scenes/parts.ts';

const HELP = `npm run screenshots -- [--keep DIR] [SCENE…]

Takes every screen, or those that are named, in two languages, by day and by night, on a desk and on a
phone, and puts one sheet of each into docs/screenshots. With --keep the single pictures are kept, too.`;

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const TAKE_LOOK = fileURLToPath(new URL('./take-look.ts', import.meta.url));
/** More of them wait for each other. */
const SIDE_BY_SIDE = 2;
/** Pictures that stand alone, beside the words of a page. */
const ALONE: Readonly<Record<string, string>> = {
  'lobby.png': pictureFile('lobby', { language: 'zh', theme: 'light', device: 'desktop' }),
  'phone-dark.png': pictureFile('lobby', { language: 'en', theme: 'dark', device: 'phone' }),
};

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean' }, keep: { type: 'string' } },
  allowPositionals: true,
});
if (values.help) console.log(HELP);
else await takeAll(positionals, values.keep);

async function takeAll(scenes: readonly string[], keep: string | undefined): Promise<void> {
  await using own = await dataFolder();
  const folder = keep ?? own.path;
  await mkdir(folder, { recursive: true });
  const jobs = LOOKS.flatMap((look) => partsWith(scenes).map((part) => ({ look, part }))).values();
  // Each takes the next when it is done with one.
  const takers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (const job of jobs) await takePart(job, folder, scenes);
  });
  await Promise.all(takers);
  await compose(folder, scenes);
}

interface Job {
  readonly look: Look;
  readonly part: number;
}

async function takePart({ look, part }: Job, folder: string, scenes: readonly string[]): Promise<void> {
  const words = [TAKE_LOOK, nameOf(look), String(part), folder, ...scenes];
  const [code] = await once(spawn(process.execPath, words, { stdio: 'inherit' }), 'exit');
  console.log(`${nameOf(look)}, part ${part}: ${code === 0 ? 'taken' : 'not all could be taken'}`);
  if (code !== 0) process.exitCode = 1;
}

async function compose(folder: string, scenes: readonly string[]): Promise<void> {
  const files = new Set(await readdir(folder));
  const found = new Set([...files].flatMap((file) => sceneOf(file) ?? []));
  await using browser = await TestBrowser.start();
  for (const scene of found) {
    if (scenes.length > 0 && !scenes.includes(scene)) continue;
    await writeFile(join(FOLDER, `${scene}.webp`), await contactSheet(browser, folder, scene));
  }
  for (const [file, picture] of Object.entries(ALONE)) {
    if (files.has(picture)) await copyFile(join(folder, picture), join(FOLDER, file));
  }
}
