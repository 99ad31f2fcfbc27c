import { METAPLEX, SYSTEM, TOKEN, TOKEN_2022, metaplexAddresses } from '../programs.js';
import {
  MASTER_EDITION_SIZE, MAX_NAME, MAX_SYMBOL, MAX_URI, METADATA_SIZE, TOKEN_STANDARD,
  encodeMasterEdition, encodeMetadata, readMetadata, withTokenStandard,
} from './accounts.js';
import { burnV1, transferV1 } from './burn-and-transfer.js';
import { E, Refusal, check } from './checks.js';
import { Undecodable, decodeInstruction } from './codec.js';

/** Lamports that the program takes for a metadata account, on top of its rent. */
const CREATE_FEE = 10_000_000;

/**
 * @typedef {{key: Buffer, index: number, signer: boolean, writable: boolean}} AccountMeta
 * @typedef {(key: Buffer) => import('../vm.js').AccountState|null} View accounts just before the instruction
 * @typedef {{program: Buffer, accounts: number[], data: Buffer}} Step an instruction for the VM
 * @typedef {{key: Buffer, data?: Buffer, owner?: Buffer, lamports?: number}} Write what an account holds after
 *   success: its data, its owner (with data, the program) and how many lamports more
 * @typedef {{
 *   name: string, steps: Step[], writes: Write[], err: null|string|{Custom: number}, leavesTokens?: boolean
 * }} Decision steps run even with an error: they came before it, and may fail first; leavesTokens: no account
 *   but the program's own is another one afterwards
 */

/**
 * What one Metaplex instruction does, decided from the accounts it sees: the System and Token
 * instructions it would invoke, and the bytes its own accounts hold afterwards.
 * The checks are in the program's order, because the first that fails names the error.
 * @param {Buffer} data @param {AccountMeta[]} metas @param {View} view @param {(size: number) => number} rent
 * @returns {Decision}
 */
export function decide(data, metas, view, rent) {
  const decision = { name: 'Unknown', steps: [], writes: [], err: null };
  try {
    const instruction = decodeInstruction(data);
    check(instruction.kind !== 'removed', E.removed);
    RULES[instruction.kind](decision, instruction, metas, view, rent);
    return decision;
  } catch (error) {
    if (error instanceof Undecodable) return { ...decision, name: error.message, err: 'InvalidInstructionData' };
    if (error instanceof Refusal) return { ...decision, writes: [], err: error.err };
    throw error;
  }
}

const RULES = { metadata: createMetadata, edition: createMasterEdition, burn: burnV1, transfer: transferV1 };

/** accounts: metadata, mint, mint authority, payer, update authority, System [, rent] */
function createMetadata(decision, { args }, metas, view, rent) {
  decision.name = 'Create Metadata Accounts v3';
  decision.leavesTokens = true;
  check(metas.length >= 6, 'NotEnoughAccountKeys');
  const [metadata, mint, mintAuthority, payer, updateAuthority] = metas;
  const before = view(metadata.key);
  check(!before?.data.length, E.expectedUninitializedAccount);
  // The fee and the rent are taken first, even if the account has been funded before.
  decision.steps.push(transfer(metas, payer, metadata, CREATE_FEE + rent(METADATA_SIZE)));

  const mintAccount = view(mint.key);
  check(mintAccount && mintAccount.data.length >= 36, 'ProgramFailedToComplete');
  checkMintAuthority(mintAccount.data, mintAuthority);
  check([TOKEN, TOKEN_2022].some((program) => program.equals(mintAccount.owner)), E.incorrectOwner);
  const addresses = metaplexAddresses(mint.key);
  check(addresses.metadata.equals(metadata.key), E.invalidMetadataKey);
  check(!before || before.owner.equals(SYSTEM), 0);
  checkData(args, updateAuthority);
  const tokenStandard = mintAccount.data[44] === 0 ? TOKEN_STANDARD.fungibleAsset : TOKEN_STANDARD.fungible;
  decision.writes.push({
    key: metadata.key,
    data: encodeMetadata({ updateAuthority: updateAuthority.key, mint: mint.key, args, editionBump: addresses.editionBump, tokenStandard }),
  });
}

function checkData({ name, symbol, uri, sellerFeeBasisPoints, creators, uses, collection }, updateAuthority) {
  check(Buffer.byteLength(name) <= MAX_NAME, E.nameTooLong);
  check(Buffer.byteLength(symbol) <= MAX_SYMBOL, E.symbolTooLong);
  check(Buffer.byteLength(uri) <= MAX_URI, E.uriTooLong);
  check(sellerFeeBasisPoints <= 10_000, E.invalidBasisPoints);
  if (creators) checkCreators(creators, updateAuthority);
  if (uses) {
    const { method, remaining, total } = uses;
    check(method !== 1 || (total >= 2n && total >= remaining), E.invalidUseMethod);
    check(method !== 2 || (total === 1n && remaining === 1n), E.invalidUseMethod);
  }
  check(!collection?.verified, E.collectionCannotBeVerifiedHere);
}

function checkCreators(creators, updateAuthority) {
  check(creators.length <= 5, E.creatorsTooLong);
  check(creators.length > 0, E.creatorsMustBeAtLeastOne);
  check(new Set(creators.map(({ address }) => address.toString('hex'))).size === creators.length, E.duplicateCreatorAddress);
  let total = 0;
  for (const { address, verified, share } of creators) {
    total += share;
    check(total <= 255, E.numericalOverflow);
    const isSigningAuthority = updateAuthority.signer && address.equals(updateAuthority.key);
    check(isSigningAuthority || !verified, E.cannotVerifyAnotherCreator);
  }
  check(total === 100, E.shareTotalMustBe100);
}

/** accounts: edition, mint, update authority, mint authority, payer, metadata, Token, System [, rent] */
function createMasterEdition(decision, { maxSupply }, metas, view, rent) {
  decision.name = 'V3 Create Master Edition';
  check(metas.length >= 8, 'NotEnoughAccountKeys');
  const [edition, mint, updateAuthority, mintAuthority, payer, metadata, tokenProgram] = metas;
  const metadataAccount = view(metadata.key);
  const existing = metadataAccount && readMetadata(metadataAccount.data);
  check(existing, E.dataTypeMismatch);
  check(metadataAccount.owner.equals(METAPLEX), E.incorrectOwner);
  const mintAccount = view(mint.key);
  check(mintAccount?.data.length === 82, 'InvalidAccountData');
  check(mintAccount.data[45] === 1, E.uninitialized);
  check(metaplexAddresses(mint.key).edition.equals(edition.key), E.derivedKeyInvalid);
  check(tokenProgram.key.equals(TOKEN), E.invalidTokenProgram);
  checkMintAuthority(mintAccount.data, mintAuthority);
  check(mintAccount.owner.equals(TOKEN), E.incorrectOwner);
  check(existing.mint.equals(mint.key), E.mintMismatch);
  check(mintAccount.data[44] === 0, E.editionMintDecimalsShouldBeZero);
  check(existing.updateAuthority.equals(updateAuthority.key), E.updateAuthorityIncorrect);
  check(updateAuthority.signer, E.updateAuthorityIsNotSigner);
  check(mintAccount.data.readBigUInt64LE(36) === 1n, E.editionsMustHaveExactlyOneToken);

  const before = view(edition.key);
  const missing = rent(MASTER_EDITION_SIZE) - (before?.lamports ?? 0);
  if (missing > 0) decision.steps.push(transfer(metas, payer, edition, missing));
  check(edition.writable, 'PrivilegeEscalation');
  check(!before || (before.data.length === 0 && before.owner.equals(SYSTEM)), 0);
  decision.writes.push({ key: edition.key, data: encodeMasterEdition(maxSupply) });
  if (metadata.writable) {
    decision.writes.push({ key: metadata.key, data: withTokenStandard(metadataAccount.data, TOKEN_STANDARD.nonFungible) });
  }
  // From here on nobody can mint again: both authorities go to the edition's address.
  check(mint.writable, 'PrivilegeEscalation');
  decision.steps.push(setAuthority(mint, mintAuthority, 0, edition.key));
  check(mintAccount.data.readUInt32LE(46) === 1, E.noFreezeAuthoritySet);
  decision.steps.push(setAuthority(mint, mintAuthority, 1, edition.key));
}

function checkMintAuthority(mintData, authority) {
  check(mintData.readUInt32LE(0) === 1 && mintData.subarray(4, 36).equals(authority.key), E.invalidMintAuthority);
  check(authority.signer, E.notMintAuthority);
}

/** System Transfer; an invoked program cannot have more privileges than its caller. */
function transfer(metas, from, to, lamports) {
  check(metas.some(({ key }) => key.equals(SYSTEM)), 'MissingAccount');
  check(from.signer && from.writable && to.writable, 'PrivilegeEscalation');
  const data = Buffer.alloc(12);
  data.writeUInt32LE(2, 0);
  data.writeBigUInt64LE(BigInt(lamports), 4);
  return { program: SYSTEM, accounts: [from.index, to.index], data };
}

/** Token SetAuthority. @param {0|1} kind 0 mint tokens, 1 freeze accounts */
function setAuthority(mint, current, kind, next) {
  const data = Buffer.concat([Buffer.from([6, kind, 1]), next]);
  return { program: TOKEN, accounts: [mint.index, current.index], data };
}
