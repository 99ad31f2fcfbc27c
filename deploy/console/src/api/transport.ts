import type { NftClient } from '@aiw3/nft-client';

/** What the console's calls need of a client. */
export interface Transport {
  get<T>(path: string): Promise<T>;
  /** The key makes a repeated change count once; the client makes one when none is given. */
  post<T>(path: string, body?: object, key?: string): Promise<T>;
  put<T>(path: string, body: object): Promise<T>;
}

export function transport(client: NftClient): Transport {
  return {
    get: async <T>(path: string) => (await client.send<T>('GET', path)).data,
    post: async <T>(path: string, body?: object, key?: string) => (await client.send<T>('POST', path, { body, idempotencyKey: key })).data,
    put: async <T>(path: string, body: object) => (await client.send<T>('PUT', path, { body })).data,
  };
}
