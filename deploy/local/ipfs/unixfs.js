import { decode } from '@ipld/dag-pb';
import { UnixFS } from 'ipfs-unixfs';
import { importBytes } from 'ipfs-unixfs-importer';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';

const RAW = 0x55;

/**
 * Pinata's way to a CID, which is also that of `ipfs add` before its 2025 profile: chunks of 256 KiB,
 * at most 174 to a node; version 0 wraps every chunk in dag-pb ("Qm…"), version 1 has raw leaves.
 * @param {Uint8Array} content @param {0|1} cidVersion
 * @param {{put: Function}} blocks where the blocks go
 * @returns {Promise<{cid: import('multiformats').CID, size: number}>} size: of all blocks, in bytes
 */
export async function importContent(content, cidVersion, blocks) {
  const { cid, size } = await importBytes(content, blocks, {
    cidVersion,
    rawLeaves: cidVersion === 1,
    leafType: 'file',
    reduceSingleLeafToSelf: true,
    chunker: fixedSize({ chunkSize: 262_144 }),
    layout: balanced({ maxChildrenPerNode: 174 }),
  });
  return { cid, size: Number(size) };
}

/** The content below a CID. @param {import('./blocks.js').Blocks} blocks @returns {Buffer} */
export function readContent(cid, blocks) {
  const parts = [];
  const visit = (link) => {
    const block = blocks.get(link);
    if (link.code === RAW) return parts.push(block);
    const node = decode(block);
    const { data } = UnixFS.unmarshal(node.Data);
    if (data) parts.push(data);
    for (const { Hash } of node.Links) visit(Hash);
  };
  visit(cid);
  return Buffer.concat(parts);
}
