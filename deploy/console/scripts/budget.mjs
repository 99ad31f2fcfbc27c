// Fails the build when the first view (page, its scripts, styles and fonts, and the sign-in of an installation) grows past the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// 200 KB are asked for; what is left is for what comes.
const BUDGET = 185 * 1024;
const dist = new URL('../target/dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const wanted = new Set(['index.html']);

function add(key) {
  const chunk = manifest[key];
  if (!chunk || wanted.has(chunk.file)) return;
  wanted.add(chunk.file);
  for (const css of chunk.css ?? []) wanted.add(css);
  for (const one of chunk.imports ?? []) add(one);
}

add('index.html');
// Loaded before anything is shown where the platform's provider signs in.
add('src/auth/oidc.ts');
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const rows = [...wanted].map((file) => [file, size(file)]);
// The two fonts of English text; they are compressed already.
for (const { file } of Object.values(manifest)) {
  if (/(bricolage-700|geist-wght)-.*woff2$/.test(file ?? '')) rows.push([file, readFileSync(new URL(file, dist)).length]);
}
const total = rows.reduce((sum, [, bytes]) => sum + bytes, 0);
for (const [file, bytes] of rows) console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KB  ${file}`);
console.log(`${(total / 1024).toFixed(1).padStart(7)} KB  first view, gzipped (at most ${BUDGET / 1024})`);
if (total > BUDGET) process.exit(1);
