import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestBrowser } from '../support/browser.ts';
import { LOOKS, pictureFile, SIZES } from './looks.ts';

/** Every picture of a sheet is as high as this. */
const PICTURE_HEIGHT = 500;
const GAP = 16;
const COLUMNS = 4;
const QUALITY = 0.5;

interface Placed {
  readonly url: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Draws pictures where they belong, in a page of nobody. */
const DRAW = `async ({ placed, width, height, pictureHeight, quality }) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.fillStyle = '#8d877a';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  for (const each of placed) {
    const image = Object.assign(new Image(), { src: each.url });
    await image.decode();
    context.drawImage(image, each.x, each.y, each.width, pictureHeight);
  }
  return canvas.toDataURL('image/webp', quality);
}`;

/** The looks of one scene side by side, as WebP: light above dark, Chinese beside English. */
export async function contactSheet(browser: TestBrowser, folder: string, scene: string): Promise<Buffer> {
  const { page } = await browser.window();
  const pictures = LOOKS.map(async (look) => await readFile(join(folder, pictureFile(scene, look))));
  const placed = (await Promise.all(pictures)).map((picture, index) => place(index, picture));
  const drawing = {
    placed,
    width: Math.max(...placed.map(({ x, width }) => x + width)) + GAP,
    height: GAP + (PICTURE_HEIGHT + GAP) * (LOOKS.length / COLUMNS),
    pictureHeight: PICTURE_HEIGHT,
    quality: QUALITY,
  };
  const url = await page.evaluate<string>(`(${DRAW})(${JSON.stringify(drawing)})`);
  await page.context().close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

function place(index: number, picture: Buffer): Placed {
  const widths = LOOKS.map(({ device }) => {
    const { width, height } = SIZES[device];
    return Math.round((width / height) * PICTURE_HEIGHT);
  });
  const row = Math.floor(index / COLUMNS);
  const before = widths.slice(row * COLUMNS, index);
  return {
    url: `data:image/png;base64,${picture.toString('base64')}`,
    x: before.reduce((sum, width) => sum + width + GAP, GAP),
    y: GAP + row * (PICTURE_HEIGHT + GAP),
    width: widths[index] ?? 0,
  };
}
