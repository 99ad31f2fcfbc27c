/**
 * Makes `src/assets/fonts` of the fonts' packages: the characters of English text alone, and of the weights those that are used, so that the
 * first view does not wait for the rest. Run it when a font's package changes:
 * `npm install --no-save subset-font && node scripts/fonts.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import subset from 'subset-font';

const modules = new URL('../node_modules/', import.meta.url);
const fonts = new URL('../src/assets/fonts/', import.meta.url);
/** As `unicode-range` of `src/ui/fonts.css` says. */
const characters = Array.from({ length: 0x7e - 0x20 + 1 }, (_, i) => String.fromCharCode(0x20 + i)).join('') + '\u00a0·×–—‘’“”•…−→';

for (const [from, to, variationAxes] of [
  ['@fontsource/bricolage-grotesque/files/bricolage-grotesque-latin-700-normal.woff2', 'bricolage-700.woff2'],
  ['@fontsource-variable/geist/files/geist-latin-wght-normal.woff2', 'geist-wght.woff2', { wght: { min: 400, max: 700, default: 400 } }],
]) {
  const small = await subset(readFileSync(new URL(from, modules)), characters, { targetFormat: 'woff2', variationAxes });
  writeFileSync(new URL(to, fonts), small);
  console.log(`${(small.length / 1024).toFixed(1)} KB  ${to}`);
}
