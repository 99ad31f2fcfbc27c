/** Who listens to what. A listener that throws keeps nobody else from hearing. */
export class Listeners<E> {
  readonly #byName = new Map<string, Set<(value: never) => void>>();

  add(name: string, listener: (value: never) => void): () => void {
    const listeners = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  tell<N extends keyof E & string>(name: N, value: E[N]): void {
    for (const listener of [...(this.#byName.get(name) ?? [])]) {
      try {
        listener(value as never);
      } catch (problem) {
        queueMicrotask(() => {
          throw problem;
        });
      }
    }
  }
}
