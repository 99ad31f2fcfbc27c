/** Makes `src/assets/art/small` of the art beside it, with a browser's own encoder: `node scripts/art.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { browser } from '../e2e/browser.js';

const WIDTH = 240;
const chrome = await browser();
const page = await chrome.newPage();
for (let level = 1; level <= 6; level++) {
  const art = new URL(`../src/assets/art/level-${level}.webp`, import.meta.url);
  const small = await page.evaluate(
    async ([image, width]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/webp;base64,${image}`)).blob(), { resizeWidth: width, resizeHeight: width, resizeQuality: 'high' });
      const canvas = Object.assign(document.createElement('canvas'), { width, height: width });
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', 0.82);
    },
    [readFileSync(art).toString('base64'), WIDTH],
  );
  writeFileSync(new URL(`../src/assets/art/small/level-${level}.webp`, import.meta.url), Buffer.from(small.slice(small.indexOf(',') + 1), 'base64'));
}
await chrome.close();
