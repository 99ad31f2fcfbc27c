import type { ErrorDetails } from './generated/errors.js';
import type { ErrorCode } from './generated/schema.js';

/** What is missing for a claim or an upgrade. Amounts in USDT, with exact texts for {@link Decimal}. */
export type { Shortfall } from './generated/schema.js';
export type { ErrorDetails } from './generated/errors.js';

/** Why a signed burn is not accepted; a newer server may have more reasons. */
export type BurnRefusal = ErrorDetails['BURN_TRANSACTION_REFUSED']['reason'] | (string & {});

/** A code of the API; a newer server may send one that this version does not know. */
export type AnyErrorCode = ErrorCode | (string & {});

export type DetailsOf<C> = C extends keyof ErrorDetails ? ErrorDetails[C] : Record<string, unknown>;

/** Where and how a call failed. */
export interface Failed {
  method: string;
  path: string;
  status: number;
  code: AnyErrorCode;
  message: string;
  details: Record<string, unknown>;
  /** Finds the call in the logs of the services. */
  requestId: string;
  /** How long the server wants callers to wait. */
  retryAfterMs?: number | undefined;
}

/** Everything that this package throws. */
export class NftError extends Error {
  override name = 'NftError';
}

/** The API answered with an error. */
export class NftApiError<C extends AnyErrorCode = AnyErrorCode> extends NftError {
  override name = 'NftApiError';
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: C;
  readonly details: DetailsOf<C>;
  readonly requestId: string;
  readonly retryAfterMs: number | undefined;

  constructor(failed: Failed) {
    super(failed.message);
    this.method = failed.method;
    this.path = failed.path;
    this.status = failed.status;
    this.code = failed.code as C;
    this.details = failed.details as DetailsOf<C>;
    this.requestId = failed.requestId;
    this.retryAfterMs = failed.retryAfterMs;
  }

  /** Whether it is this code, whose details are then typed. */
  is<K extends ErrorCode>(code: K): this is NftApiError<K> {
    return (this.code as string) === code;
  }
}

/**
 * 400: the request is not as the API wants it; `details.fields` has a reason for each field,
 * parameter or header, by the name that the call used.
 */
export class InvalidRequestError extends NftApiError<'VALIDATION_FAILED' | 'MALFORMED_REQUEST'> {
  override name = 'InvalidRequestError';
}

/** 401: the token is missing, expired or not for this API. */
export class UnauthorizedError extends NftApiError<'UNAUTHORIZED'> {
  override name = 'UnauthorizedError';
}

/** 403: the token's roles do not allow this. */
export class ForbiddenError extends NftApiError<'FORBIDDEN'> {
  override name = 'ForbiddenError';
}

/** 404: there is nothing there, or it is another user's. */
export class NotFoundError extends NftApiError<'NOT_FOUND'> {
  override name = 'NotFoundError';
}

/** 409: something else has changed what the call is about. */
export class ConflictError<C extends AnyErrorCode = AnyErrorCode> extends NftApiError<C> {
  override name = 'ConflictError';
}

/** 409: a claim or an upgrade is under way already; `details.operationId` is to be followed. */
export class OperationInProgressError extends ConflictError<'OPERATION_IN_PROGRESS'> {
  override name = 'OperationInProgressError';
}

/** 422: a rule of the programme says no. */
export class RuleError<C extends AnyErrorCode = AnyErrorCode> extends NftApiError<C> {
  override name = 'RuleError';
}

/** 422: volume, badges or the held NFT do not suffice; the details say what is missing. */
export class NotQualifiedError extends RuleError<'NFT_UPGRADE_FAILED' | 'NFT_CLAIM_FAILED'> {
  override name = 'NotQualifiedError';
}

/** 422: what was handed in is not the prepared burn, signed by its owner. */
export class BurnRefusedError extends RuleError<'BURN_TRANSACTION_REFUSED'> {
  override name = 'BurnRefusedError';
}

/** 429: too many calls, also after the retries. */
export class RateLimitedError extends NftApiError<'RATE_LIMITED'> {
  override name = 'RateLimitedError';
}

/** 5xx: the API cannot answer now. */
export class UnavailableError<C extends AnyErrorCode = AnyErrorCode> extends NftApiError<C> {
  override name = 'UnavailableError';
}

/** No answer came: no network, no such host, refused by the browser, or too late. */
export class NetworkError extends NftError {
  override name = 'NetworkError';
}

/** An answer came that is none of the API's, for example a proxy's page. */
export class UnexpectedAnswerError extends NftError {
  override name = 'UnexpectedAnswerError';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** The class that fits the code, or at least the status. */
export function apiError(failed: Failed): NftApiError {
  switch (failed.code as ErrorCode) {
    case 'OPERATION_IN_PROGRESS':
      return new OperationInProgressError(failed);
    case 'NFT_UPGRADE_FAILED':
    case 'NFT_CLAIM_FAILED':
      return new NotQualifiedError(failed);
    case 'BURN_TRANSACTION_REFUSED':
      return new BurnRefusedError(failed);
    default:
  }
  switch (failed.status) {
    case 400:
      return new InvalidRequestError(failed);
    case 401:
      return new UnauthorizedError(failed);
    case 403:
      return new ForbiddenError(failed);
    case 404:
      return new NotFoundError(failed);
    case 409:
      return new ConflictError(failed);
    case 422:
      return new RuleError(failed);
    case 429:
      return new RateLimitedError(failed);
    default:
      return failed.status >= 500 ? new UnavailableError(failed) : new NftApiError(failed);
  }
}
