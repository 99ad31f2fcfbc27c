/** Waits, unless the signal ends it first. */
export function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Doubles with each attempt up to `longest`; between half and all of that, so that not all come back at once. */
export function backOff(attempt: number, first: number, longest: number): number {
  const most = Math.min(longest, first * 2 ** attempt);
  return most / 2 + (Math.random() * most) / 2;
}

/** An id of 128 random bits. Unlike `randomUUID` it is there on pages without TLS too. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
