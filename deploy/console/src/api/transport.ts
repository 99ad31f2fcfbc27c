import type { NftClient } from '@aiw3/nft-client';

/** What the console's calls need of a client. */
export interface Transport {
  get<T>(path: string): Promise<T>;
  /** The key makes a repeated POST count once; the client makes one when none is given. */
  post<T>(path: string, body?: object, key?: string): Promise<T>;
}

export function transport(client: NftClient): Transport {
  return {
    get: async <T>(path: string) => (await client.send<T>('GET', path)).data,
    post: async <T>(path: string, body?: object, key?: string) => (await client.send<T>('POST', path, { body, idempotencyKey: key })).data,
  };
}
