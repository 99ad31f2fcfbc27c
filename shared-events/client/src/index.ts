/** The API and the live events of AIW3 NFT. */
export { NftClient } from './client.js';
export type { Answer, CallOptions, RetryOptions, TokenProvider, TransportOptions } from './transport.js';
export { Decimal, type DecimalInput } from './decimal.js';
export * from './errors.js';
/** Every body of the API by the name of its schema. */
export type * as Api from './generated/schema.js';
export type { ErrorCode } from './generated/schema.js';
export { LiveFeed, type Gap, type LiveFeedOptions, type LiveState, type WebSocketLike } from './live.js';
export type * from './live-events.js';
export type { OperationKind, OperationStatus, OperationStep } from './names.js';
