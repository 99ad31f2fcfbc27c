import { isUtf8 } from 'node:buffer';

const SIGNATURES = [
  ['image/png', 0, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', 0, Buffer.from([0xff, 0xd8, 0xff])],
  ['image/gif', 0, Buffer.from('GIF8')],
  ['image/webp', 8, Buffer.from('WEBP')],
  ['video/mp4', 4, Buffer.from('ftyp')],
];

/** What the content is, from its bytes: IPFS keeps no types. @param {Buffer} content */
export function contentType(content) {
  for (const [type, offset, signature] of SIGNATURES) {
    if (content.subarray(offset, offset + signature.length).equals(signature)) return type;
  }
  if (!isUtf8(content)) return 'application/octet-stream';
  const text = content.toString('utf8').trimStart();
  if (/^[{[]/.test(text) && isJson(text)) return 'application/json';
  if (/^(<\?xml[^>]*>\s*)?<svg[\s>]/.test(text)) return 'image/svg+xml';
  return 'text/plain; charset=utf-8';
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
