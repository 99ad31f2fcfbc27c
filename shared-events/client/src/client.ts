import { Calls, type Run } from './generated/calls.js';
import { type Answer, type CallOptions, Transport, type TransportOptions } from './transport.js';

/**
 * The API of AIW3 NFT. Each method is one operation and answers with its data; errors are thrown as
 * {@link NftApiError} and its subclasses.
 *
 * ```ts
 * const nft = new NftClient({ baseUrl: 'https://nft.example.com', token: () => session.token() });
 * const status = await nft.getStatus();
 * ```
 */
export class NftClient extends Calls {
  readonly #transport: Transport;
  readonly options: TransportOptions;

  protected override run: Run = async (method, path, query, body, options) =>
    (await this.#transport.send<never>(method, path, query, body, options)).data;

  constructor(options: TransportOptions) {
    super();
    this.options = options;
    this.#transport = new Transport(options);
  }

  /** A call that has no method here, or whose request id and headers are of interest. */
  send<T>(
    method: string,
    path: string,
    request: { query?: object; body?: object } & CallOptions = {},
  ): Promise<Answer<T>> {
    return this.#transport.send<T>(method, path, request.query, request.body, request);
  }
}
