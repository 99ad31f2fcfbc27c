/** Makes `src/assets/art/small` of the art beside it, with a browser's own encoder: `node scripts/art.mjs`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { browser } from '../e2e/browser.js';

const WIDTH = 240;
const chrome = await browser();
const page = await chrome.newPage();
const folder = new URL('../src/assets/art/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => /^level-\d+\.webp$/.test(name))) {
  const art = new URL(file, folder);
  const small = await page.evaluate(
    async ([image, width]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/webp;base64,${image}`)).blob(), { resizeWidth: width, resizeHeight: width, resizeQuality: 'high' });
      const canvas = Object.assign(document.createElement('canvas'), { width, height: width });
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', 0.82);
    },
    [readFileSync(art).toString('base64'), WIDTH],
  );
  writeFileSync(new URL(`small/${file}`, folder), Buffer.from(small.slice(small.indexOf(',') + 1), 'base64'));
}
await chrome.close();
