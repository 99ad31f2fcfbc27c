/** Reads name what has changed lately; after so long it is everywhere, ms. */
const REMEMBERED = 30_000;
/** The API takes no more in one request. */
const MOST = 8;

/**
 * What the answers of this client have changed: a read that names it never shows the state before,
 * whichever service answers. A version is `kind/id/number`.
 */
export class Versions {
  readonly #known = new Map<string, { number: number; until: number }>();

  /** Takes `meta.stateVersion` of an answer. */
  note(stateVersion: string, now = Date.now()): void {
    for (const version of stateVersion.split(',')) {
      const end = version.lastIndexOf('/');
      const number = Number(version.slice(end + 1));
      const thing = version.slice(0, end);
      if (end < 0 || !Number.isSafeInteger(number)) {
        continue;
      }
      const before = this.#known.get(thing)?.number ?? 0;
      // The newest is the last.
      this.#known.delete(thing);
      this.#known.set(thing, { number: Math.max(before, number), until: now + REMEMBERED });
    }
  }

  /** The value of `X-State-Version`, or nothing where nothing has changed lately. */
  header(now = Date.now()): string | undefined {
    for (const [thing, { until }] of this.#known) {
      if (until < now) {
        this.#known.delete(thing);
      }
    }
    const named = [...this.#known].slice(-MOST).map(([thing, { number }]) => `${thing}/${number}`);
    return named.length ? named.join(',') : undefined;
  }
}
