import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage'];

/** Where a real browser of this machine is. */
export const executable = () => PLACES.find((place) => place && existsSync(place));

/** A real browser of this machine; null where there is none. */
export async function browser() {
  const executablePath = executable();
  return executablePath ? chromium.launch({ executablePath, args: FLAGS }) : null;
}

/**
 * A page that fails the test on whatever it complains about: scripts, and the content security policy.
 * Nothing moves on it: a colour that is still fading in has no contrast to measure.
 */
export async function openPage(chrome, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints };
}
