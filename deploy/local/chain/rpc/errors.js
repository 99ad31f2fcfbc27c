import bs58 from 'bs58';

/** Of the node software whose answers these are. */
export const API_VERSION = '2.3.0';

/** An error that JSON-RPC answers with, codes as a Solana node uses them. */
export class RpcError extends Error {
  constructor(code, message, data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  toJson() {
    return { code: this.code, message: this.message, ...(this.data !== undefined && { data: this.data }) };
  }
}

export const invalidParams = (message) => new RpcError(-32602, message);

/** The connection breaks because of a control; the request may have been executed before. */
export class HttpFault extends Error {
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @returns {Buffer} 32 bytes */
export function publicKey(text) {
  return base58(text, 32, 'Invalid param: Invalid');
}

/** @returns {string} the signature, known to be 64 bytes */
export function signature(text) {
  base58(text, 64, 'Invalid param: Invalid');
  return text;
}

function base58(text, length, message) {
  if (typeof text !== 'string') throw invalidParams('Invalid params: invalid type, expected a string');
  const bytes = text.length <= 2 * length ? bs58.decodeUnsafe(text) : undefined;
  if (bytes === undefined) throw invalidParams(message);
  if (bytes.length !== length) throw invalidParams('Invalid param: WrongSize');
  return Buffer.from(bytes);
}

/** @param {unknown} config @param {string} fallback */
export function commitmentOf(config, fallback = 'finalized') {
  const commitment = config?.commitment ?? fallback;
  if (!['processed', 'confirmed', 'finalized'].includes(commitment)) {
    throw invalidParams(`Invalid params: unknown variant \`${commitment}\`, expected one of \`processed\`, \`confirmed\`, \`finalized\`.`);
  }
  return commitment;
}

export function wholeNumber(value, name, min, max) {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw invalidParams(`Invalid params: ${name} must be a whole number from ${min} to ${max}`);
  }
  return value;
}
