/** Waits until every service is ready, and plays the story (deploy/local/lib/story). */
import { until } from '../lib/story/check.js';
import { readRun } from '../lib/story/run.js';

const { gateway } = readRun();
await until(`every service to be ready (${gateway}/health)`, async () => {
  try {
    return (await fetch(`${gateway}/health`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}, { seconds: 300, every: 1_000 });
await import('../lib/story/story.js');
