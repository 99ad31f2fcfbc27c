import { log } from '../../lib/cli.js';
import { HttpFault, RpcError } from './errors.js';

const MAX_BATCH = 1_000;

/**
 * Answers one JSON-RPC body, which may be a batch.
 * @param {string} body @param {Record<string, (params: unknown[]) => unknown>} methods
 * @returns {unknown} what to answer
 * @throws {HttpFault} if the connection shall break instead
 */
export function answerBody(body, methods) {
  let request;
  try {
    request = JSON.parse(body);
  } catch {
    return failure(null, new RpcError(-32700, 'Parse error'));
  }
  if (!Array.isArray(request)) return answer(request, methods);
  if (request.length === 0 || request.length > MAX_BATCH) return failure(null, new RpcError(-32600, 'Invalid request'));
  return request.map((one) => answer(one, methods));
}

/** @param {unknown} request one call @param {Record<string, (params: unknown[]) => unknown>} methods */
export function answer(request, methods) {
  const id = request?.id ?? null;
  try {
    if (request?.jsonrpc !== '2.0' || typeof request.method !== 'string') throw new RpcError(-32600, 'Invalid request');
    if (!Object.hasOwn(methods, request.method)) throw new RpcError(-32601, 'Method not found');
    const params = request.params ?? [];
    if (!Array.isArray(params)) throw new RpcError(-32602, 'Invalid params: expected a list');
    return { jsonrpc: '2.0', result: methods[request.method](params), id };
  } catch (error) {
    if (error instanceof HttpFault) throw error;
    return failure(id, error);
  }
}

function failure(id, error) {
  if (error instanceof RpcError) return { jsonrpc: '2.0', error: error.toJson(), id };
  log('internal error', { error: error.stack });
  return { jsonrpc: '2.0', error: { code: -32603, message: 'Internal error' }, id };
}
