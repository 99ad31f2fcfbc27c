import { randomUUID } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { readFileSync } from 'node:fs';

const UNAVAILABLE = new Set([429, 502, 503, 504]);
const RETRY_TIMEOUT_MS = 120_000;

/** An error envelope of the API. */
export class ApiError extends Error {
  constructor(status, error) {
    super(`${status} ${error?.code}: ${error?.message} ${JSON.stringify(error?.details ?? {})}`);
    this.status = status;
    this.code = error?.code;
    this.details = error?.details;
  }
}

/** A token as the platform would issue it. */
export async function token(keyFile, { userId, wallet, roles = ['user'] }) {
  const key = await importPKCS8(readFileSync(keyFile, 'utf8'), 'RS256');
  return new SignJWT({ wallet, groups: roles, ...(roles.includes('competition_manager') ? { competitions: ['*'] } : {}) })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer('https://aiw3.io').setAudience('aiw3-nft').setSubject(String(userId))
    .setIssuedAt().setExpirationTime('1h').sign(key);
}

/**
 * The REST API through the gateway, for one user.
 * A request to an unavailable service is retried: every POST carries an Idempotency-Key, so it counts once.
 */
export class Api {
  constructor(gateway, bearer) {
    this.gateway = gateway.replace(/\/$/, '');
    this.bearer = bearer;
  }

  get(path) {
    return this.#call('GET', path);
  }

  post(path, body) {
    return this.#call('POST', path, body, randomUUID());
  }

  async #call(method, path, body, key) {
    const deadline = Date.now() + RETRY_TIMEOUT_MS;
    for (;;) {
      const response = await this.#once(method, path, body, key);
      if (response && !UNAVAILABLE.has(response.status)) return unwrap(response);
      if (Date.now() > deadline) throw new Error(`${method} ${path}: unavailable for ${RETRY_TIMEOUT_MS / 1000} s (${response?.status ?? 'no answer'})`);
      await new Promise((resolve) => { setTimeout(resolve, 500); });
    }
  }

  async #once(method, path, body, key) {
    const headers = { authorization: `Bearer ${this.bearer}`, accept: 'application/json' };
    if (key) headers['idempotency-key'] = key;
    if (body) headers['content-type'] = 'application/json';
    try {
      return await fetch(this.gateway + path, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(15_000) });
    } catch {
      return null;
    }
  }
}

async function unwrap(response) {
  const envelope = await response.json();
  if (!response.ok || envelope.success !== true) throw new ApiError(response.status, envelope.error);
  return envelope.data;
}
