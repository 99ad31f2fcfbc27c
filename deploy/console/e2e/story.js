/**
 * The trader's story in a real browser against the running suite, by clicks alone: `deploy/local/up`,
 * then `npm run story`. AIW3_RUN_FILE names another suite's run.json. Skipped where no browser is.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browser, openPage } from './browser.js';
import { playTheStory } from './steps.js';

const STEP_MS = 120_000;

const chrome = await browser();
if (!chrome) {
  console.log('Skipped: there is no Chromium on this machine; CHROMIUM names one.');
  process.exit(0);
}
const file = process.env.AIW3_RUN_FILE ?? fileURLToPath(new URL('../../../.local/run.json', import.meta.url));
const { gateway, chain } = JSON.parse(readFileSync(file, 'utf8'));
const { page, complaints } = await openPage(chrome);
page.setDefaultTimeout(STEP_MS);

/** The burns that the wallet was offered. */
const offered = new Set();
page.on('response', async (response) => {
  if (!/\/nft\/operations\/[^/]+$/.test(new URL(response.url()).pathname) || !response.ok()) return;
  const { data } = await response.json().catch(() => ({}));
  if (data?.burnTransaction) offered.add(data.burnTransaction.transaction);
});

/** More slots than a blockhash lives: what the wallet has before it can land no more. */
async function letTheOfferExpire() {
  const answer = await fetch(new URL('/control', chain.rpc), { method: 'POST', body: JSON.stringify({ advanceSlots: 400 }) });
  assert.equal(answer.status, 200);
}

try {
  await playTheStory(page, gateway, { during: async (moment) => console.log(`  ${moment}`), beforeSigning: letTheOfferExpire });
  assert.deepEqual(complaints, []);
  assert.ok(offered.size >= 2, `the wallet was offered ${offered.size} burns`);
  console.log('The story went as told in the browser.');
} catch (error) {
  await page.screenshot({ path: process.env.SCREENSHOT ?? 'target/story-failed.png', fullPage: true }).catch(() => undefined);
  console.error(error);
  process.exitCode = 1;
} finally {
  await chrome.close();
}
