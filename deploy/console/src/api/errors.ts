/** An error envelope of the API. `details` lets a program act on it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly requestId: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** No answer at all: the network is lost, or nobody listens. */
export class NetworkError extends Error {
  constructor(cause?: unknown) {
    super('No answer from the server', { cause });
    this.name = 'NetworkError';
  }
}

/** Whether the same request may succeed later without any change. */
export function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && [408, 429, 502, 503, 504].includes(error.status));
}

export const codeOf = (error: unknown): string | null =>
  error instanceof ApiError ? error.code : error instanceof NetworkError ? 'NETWORK' : null;
