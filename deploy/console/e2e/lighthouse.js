/**
 * Lighthouse on the built console before the mock, as a phone and as a desktop: performance and accessibility of the sign-in page, of a
 * trader's first view and of a public profile must reach 95. Lighthouse brings two hundred packages, so it is no part of the build:
 * `npm install --no-save lighthouse@12 && npm run lighthouse`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';
import { serve } from '../mock/serve.js';
import { executable, FLAGS } from './browser.js';
import { newTrader } from './steps.js';

const LEAST = 95;
/** Lighthouse's own network of a phone; how much slower its processor is depends on this machine. */
const PHONE = { rttMs: 150, throughputKbps: 1638.4, requestLatencyMs: 562.5, downloadThroughputKbps: 1474.56, uploadThroughputKbps: 675 };
const executablePath = executable();
if (!executablePath) {
  console.log('Skipped: there is no Chromium on this machine; CHROMIUM names one.');
  process.exit(0);
}
const port = await freePort();
const profile = mkdtempSync(join(tmpdir(), 'console-lighthouse-'));
const mock = await serve({ stepMs: 50 });
const chrome = await chromium.launchPersistentContext(profile, { executablePath, args: [...FLAGS, `--remote-debugging-port=${port}`] });
let failed = false;
let power = 0;
try {
  await measure('sign-in', '/console/');
  const page = await chrome.newPage();
  await newTrader(page, mock.url);
  const { userId, wallet } = JSON.parse(await page.evaluate(() => localStorage.getItem('aiw3.local.identity')));
  await page.close();
  const trader = mock.traders.get(userId);
  trader.trade('150000.5');
  trader.shown = true;
  await measure('my NFTs', '/console/');
  await measure('public profile', `/console/profiles/${wallet}`);
} finally {
  await chrome.close();
  await mock.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

async function measure(name, path) {
  for (const [form, config] of [['desktop', desktopConfig], ['phone', undefined]]) {
    // Signed in stays signed in; the network's cache is emptied by Lighthouse itself.
    const flags = { port, logLevel: 'error', onlyCategories: ['performance', 'accessibility'], disableStorageReset: true };
    if (form === 'phone') flags.throttling = { ...PHONE, cpuSlowdownMultiplier: slowdown(power) };
    const { lhr } = await lighthouse(mock.url + path, flags, config);
    power = lhr.environment.benchmarkIndex;
    const score = (category) => Math.round(lhr.categories[category].score * 100);
    const figure = (audit) => lhr.audits[audit].displayValue;
    console.log(
      `${name}, ${form}: performance ${score('performance')}, accessibility ${score('accessibility')} (first paint ${figure('first-contentful-paint')}, largest ${figure('largest-contentful-paint')}, blocked ${figure('total-blocking-time')}, shift ${figure('cumulative-layout-shift')}; power ${Math.round(power)}, processor 1/${lhr.configSettings.throttling.cpuSlowdownMultiplier.toFixed(1)})`,
    );
    failed ||= score('performance') < LEAST || score('accessibility') < LEAST;
  }
}

/** By Lighthouse's calculator: what makes a machine of this benchmark as slow as a phone of the middle class. */
function slowdown(benchmark) {
  if (benchmark < 800) return 1 + Math.max(0, benchmark - 150) / 650;
  return benchmark < 1300 ? 2 + (benchmark - 800) / 500 : 3 + (benchmark - 1300) / 233;
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => found(free));
    });
  });
}
