import { join } from 'node:path';
import { TestBrowser } from '../support/browser.ts';
import { dataFolder } from '../support/data-folder.ts';
import { ServerProcess } from '../support/server-process.ts';
import { LOOKS, nameOf, pictureFile } from './looks.ts';
import { PARTS } from './scenes/parts.ts';
import type { Scenes } from './scenes/scene.ts';
import { Stage } from './stage.ts';
import { still } from './still.ts';
import { fillStore } from './store.ts';

// A program of its own, since none with a server of the tests runs for as long as all looks take.
const [lookName, partIndex, folder = '', ...wanted] = process.argv.slice(2);
const look = LOOKS.find((each) => nameOf(each) === lookName);
const part = PARTS[Number(partIndex)];
if (!look || !part) throw new Error(`There is no look ${lookName} or no part ${partIndex}.`);

await using data = await dataFolder();
const town = await fillStore(data.path);
await using server = await ServerProcess.start({ data: data.path, args: ['--limits', 'off'] });
await using browser = await TestBrowser.start();
const stage = await Stage.open(browser, look, server, town);
await take(stage, part.door);
await stage.enter();
await take(stage, part.inside);
await stage.close();

async function take({ web, look: seenIn }: Stage, scenes: Scenes): Promise<void> {
  for (const [name, prepare] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    try {
      await prepare(stage);
      await still(web.page);
      await web.page.screenshot({ path: join(folder, pictureFile(name, seenIn)) });
    } catch (error) {
      // The pictures of the other screens are worth having all the same.
      console.error(`${name} in ${nameOf(seenIn)}:`, error);
      process.exitCode = 1;
    }
  }
}
