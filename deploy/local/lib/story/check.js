import { isDeepStrictEqual, inspect } from 'node:util';

/** What the story shows must be so: the first thing that is not ends it. */
export function equal(what, actual, expected) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`${what}: expected ${inspect(expected)}, found ${inspect(actual)}`);
  }
}

export function holds(what, condition) {
  if (!condition) throw new Error(`${what}: not so`);
}

/**
 * Retries until the answer is there. A service that is down for a while is waited for.
 * @template T
 * @param {string} what for the error
 * @param {() => Promise<T>} ask anything truthy ends the wait
 * @returns {Promise<T>}
 */
export async function until(what, ask, { seconds = 120, every = 150 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => { setTimeout(resolve, every); });
  }
}
