/** The body is larger than the endpoint takes. */
export class BodyTooLarge extends Error {
  constructor(limit) {
    super(`the body is larger than ${limit} bytes`);
    this.limit = limit;
  }
}

/**
 * Reads a body to its end even when it is too large, without keeping it then: an answer sent while
 * the client still writes is lost with the connection.
 * @param {import('node:http').IncomingMessage} request
 * @param {number} limit bytes
 * @returns {Promise<Buffer>}
 */
export async function readBody(request, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limit) throw new BodyTooLarge(limit);
  return Buffer.concat(chunks);
}

/** @param {import('node:http').ServerResponse} response */
export function sendJson(response, status, value, headers = {}) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

/**
 * Answers as a broken server or proxy does. "timeout" never answers: the client must give up.
 * @param {'429'|'500'|'html'|'timeout'} fault
 */
export function sendFault(response, fault) {
  if (fault === 'timeout') return;
  if (fault === '429') {
    const error = { code: 429, message: 'Too many requests for a specific RPC call' };
    return sendJson(response, 429, { jsonrpc: '2.0', error }, { 'retry-after': '1' });
  }
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    return response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  }
  response.writeHead(500, { 'content-type': 'text/plain' });
  response.end('Internal Server Error');
}
