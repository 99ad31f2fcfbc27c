/** Where it is kept which operation is under way: `localStorage` fits, and so does AsyncStorage. */
export interface OperationStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** What a reload must not lose. */
export interface StoredOperation {
  userId: string;
  kind: 'claim' | 'upgrade';
  targetLevel: number;
  /** With the same key the start gives the same answer, whether it arrived before or not. */
  idempotencyKey: string;
  /** When the key was made, ms since 1970. */
  startedAt: number;
  operationId?: string;
}

const KEY = 'aiw3-nft.operation';
/** For how long the server knows an idempotency key, less an hour. */
const KEY_LIFE = 23 * 3_600_000;

/** For pages without storage, and for Node: nothing survives. */
export function memoryStorage(): OperationStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** The page's own where it may be used; a browser may refuse it. */
export function defaultStorage(): OperationStorage {
  try {
    return globalThis.localStorage ?? memoryStorage();
  } catch {
    return memoryStorage();
  }
}

/** The operation of one user: another user of the same browser never continues it. */
export class StoredOperations {
  readonly #storage: OperationStorage;
  readonly #userId: string;

  constructor(storage: OperationStorage, userId: string) {
    this.#storage = storage;
    this.#userId = userId;
  }

  async load(): Promise<StoredOperation | undefined> {
    try {
      const stored = JSON.parse((await this.#storage.getItem(this.#key())) ?? 'null') as StoredOperation | null;
      const usable =
        stored?.userId === this.#userId &&
        (stored.operationId !== undefined || Date.now() - stored.startedAt < KEY_LIFE);
      return usable ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  async save(operation: StoredOperation): Promise<void> {
    try {
      await this.#storage.setItem(this.#key(), JSON.stringify(operation));
    } catch {
      // A full or forbidden storage: only a reload is worse off.
    }
  }

  async clear(): Promise<void> {
    try {
      await this.#storage.removeItem(this.#key());
    } catch {
      // As above.
    }
  }

  #key(): string {
    return `${KEY}.${this.#userId}`;
  }
}

/** `sub` of a JWT; nothing is verified here, the server does that. */
export function subjectOf(token: string | undefined): string {
  try {
    const body = (token ?? '').split('.')[1] ?? '';
    const text = atob(body.replace(/-/g, '+').replace(/_/g, '/'));
    return String((JSON.parse(text) as { sub?: unknown }).sub ?? '');
  } catch {
    return '';
  }
}
