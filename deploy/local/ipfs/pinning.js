import { timingSafeEqual } from 'node:crypto';
import { readBody } from '../lib/http.js';
import { contentType } from './content-type.js';
import { importContent } from './unixfs.js';

export const MAX_FILE = 32 * 1024 * 1024;
const MAX_JSON = 10 * 1024 * 1024;

/** An answer in the shape of Pinata's errors. */
export class PinataError extends Error {
  constructor(status, reason, details) {
    super(details);
    this.status = status;
    this.body = { error: { reason, details } };
  }
}

const invalid = (details) => new PinataError(400, 'INVALID_REQUEST', details);

/** @param {string} expected the token that "Authorization: Bearer" must carry */
export function authenticate(request, expected) {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${expected}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new PinataError(401, 'INVALID_CREDENTIALS', 'Invalid/expired credentials');
  }
}

/**
 * @typedef {{content: Buffer, cidVersion: 0|1, metadata: {name?: string, keyvalues?: object}}} Upload
 * @returns {Promise<Upload>} from multipart/form-data with file, pinataOptions, pinataMetadata
 */
export async function fileUpload(request) {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) throw invalid('send multipart/form-data');
  const body = await readBody(request, MAX_FILE + 64 * 1024);
  let form;
  try {
    form = await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw invalid('the multipart body cannot be read');
  }
  const files = form.getAll('file');
  if (files.length !== 1 || typeof files[0] === 'string') throw invalid('send exactly one file, in the field "file"');
  const metadata = objectOf(form.get('pinataMetadata'), 'pinataMetadata');
  return {
    content: Buffer.from(await files[0].arrayBuffer()),
    cidVersion: cidVersionOf(objectOf(form.get('pinataOptions'), 'pinataOptions')),
    metadata: { name: files[0].name, ...metadata },
  };
}

/** @returns {Promise<Upload>} from {pinataContent, pinataOptions, pinataMetadata}; the content is its JSON.stringify */
export async function jsonUpload(request) {
  const body = objectOf((await readBody(request, MAX_JSON)).toString(), 'the body');
  if (body.pinataContent === undefined) throw invalid('pinataContent is missing');
  return {
    content: Buffer.from(JSON.stringify(body.pinataContent)),
    cidVersion: cidVersionOf(body.pinataOptions ?? {}),
    metadata: body.pinataMetadata ?? {},
  };
}

function objectOf(text, name) {
  if (text === null) return {};
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${name} is not JSON`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalid(`${name} must be a JSON object`);
  return value;
}

function cidVersionOf(options) {
  const version = Number(options.cidVersion ?? 0);
  if (version !== 0 && version !== 1) throw invalid('pinataOptions.cidVersion must be 0 or 1');
  return version;
}

/** Stores and pins. @param {Upload} upload @returns {Promise<object>} Pinata's answer */
export async function pin({ content, cidVersion, metadata }, blocks, pins) {
  const { cid, size } = await importContent(content, cidVersion, blocks);
  const { row, isDuplicate } = pins.add(cid, { size, mimeType: contentType(content), metadata });
  return { IpfsHash: row.ipfs_pin_hash, PinSize: row.size, Timestamp: row.date_pinned, ...(isDuplicate && { isDuplicate }) };
}

/** A valid CID that is not this content's, for clients that must notice. */
export async function wrongHash({ content, cidVersion }) {
  const nowhere = { put: (cid) => cid };
  return (await importContent(Buffer.concat([content, Buffer.from([0])]), cidVersion, nowhere)).cid.toString();
}
