import bs58 from 'bs58';
import { ASSOCIATED_TOKEN, INSTRUCTIONS_SYSVAR, METAPLEX, SYSTEM, TOKEN_AUTH_RULES, associatedTokenAddress, metaplexAddresses } from '../programs.js';
import { isTokenProgram, readTokenAccount } from '../token.js';
import { KEY_MASTER_EDITION_V2, TOKEN_STANDARD, readMetadata } from './accounts.js';
import { E, check, given } from './checks.js';

const BURN = 8;
const CLOSE_ACCOUNT = 9;
const TRANSFER_CHECKED = 12;

/**
 * Burns tokens and closes the accounts that are left empty; of an NFT its metadata and edition too.
 * accounts: authority, collection metadata?, metadata, edition?, mint, token, master edition?, its
 * mint?, its token?, edition marker?, token record?, System, instructions sysvar, Token
 * @param {import('./rules.js').Decision} decision @param {{amount: bigint}} args
 * @param {import('./rules.js').AccountMeta[]} metas @param {import('./rules.js').View} view @param {(size: number) => number} rent
 */
export function burnV1(decision, { amount }, metas, view, rent) {
  decision.name = 'Burn';
  check(metas.length >= 14, 'NotEnoughAccountKeys');
  const [authority, , metadata, edition, mint, token, master, masterMint, masterToken, marker, record, system, sysvar, tokenProgram] = metas;
  check(authority.signer, 'MissingRequiredSignature');
  check(isTokenProgram(tokenProgram.key), E.invalidTokenProgram);
  ownedBy(METAPLEX, view, metadata);
  ownedBy(tokenProgram.key, view, mint, token);
  ownedBy(METAPLEX, view, ...[edition, master].filter(given));
  ownedBy(tokenProgram.key, view, ...[masterMint, masterToken].filter(given));
  ownedBy(METAPLEX, view, ...[marker, record].filter(given));
  check(system.key.equals(SYSTEM) && sysvar.key.equals(INSTRUCTIONS_SYSVAR), 'IncorrectProgramId');

  const existing = existingMetadata(view, metadata);
  const held = tokenAt(view, token);
  check(held.owner === bs58.encode(authority.key), E.invalidAuthorityType);
  check(held.mint === bs58.encode(mint.key), E.mintMismatch);
  check(held.amount >= amount, E.insufficientTokenBalance);
  check(existing.mint.equals(mint.key), E.mintMismatch);
  const isNft = existing.tokenStandard === TOKEN_STANDARD.nonFungible;
  check(isNft ? amount === 1n : amount > 0n, E.invalidAmount);
  if (isNft) {
    check(given(edition), E.missingEdition);
    checkMasterEdition(view, edition, mint, [master, masterMint, masterToken, marker]);
  }

  invoke(decision, tokenProgram, BURN, [[token, true], [mint, true], [authority, false]], amount);
  if (!isNft && held.amount > amount) return;
  invoke(decision, tokenProgram, CLOSE_ACCOUNT, [[token, true], [authority, true], [authority, false]]);
  if (isNft) closeNft(decision, { authority, metadata, edition }, view, rent);
}

function checkMasterEdition(view, edition, mint, parents) {
  check(!parents.some(given), E.invalidParentAccounts);
  const { data } = view(edition.key);
  check(data[0] === KEY_MASTER_EDITION_V2, E.notAMasterEdition);
  check(data.readBigUInt64LE(1) === 0n, E.masterEditionHasPrints);
  check(metaplexAddresses(mint.key).edition.equals(edition.key), E.derivedKeyInvalid);
}

/** The edition goes; a byte of the metadata stays, with the creation fee that waits there to be collected. */
function closeNft({ writes }, { authority, metadata, edition }, view, rent) {
  const { lamports, data } = view(metadata.key);
  const released = rent(data.length);
  check(lamports >= released, E.numericalOverflow);
  check(metadata.writable && edition.writable, 'ReadonlyLamportChange');
  const editionLamports = view(edition.key).lamports;
  writes.push(
    lamports === released ? closed(metadata, released) : { key: metadata.key, data: Buffer.alloc(1), lamports: -released },
    closed(edition, editionLamports),
    { key: authority.key, lamports: released + editionLamports },
  );
}

function closed({ key }, lamports) {
  return { key, data: Buffer.alloc(0), owner: SYSTEM, lamports: -lamports };
}

/**
 * Moves tokens, and creates the new owner's associated token account if it is missing.
 * accounts: token, its owner, destination, its owner, mint, metadata, edition?, token record?,
 * destination's record?, authority, payer, System, instructions sysvar, Token, Associated Token,
 * rules program?, rules?
 * @param {import('./rules.js').Decision} decision @param {{amount: bigint}} args
 * @param {import('./rules.js').AccountMeta[]} metas @param {import('./rules.js').View} view
 */
export function transferV1(decision, { amount }, metas, view) {
  decision.name = 'Transfer';
  check(metas.length >= 17, 'NotEnoughAccountKeys');
  const [token, owner, destination, newOwner, mint, metadata, edition, record, , authority, payer, system, sysvar, tokenProgram, ataProgram, rulesProgram, rules] = metas;
  check(amount !== 0n, E.invalidAmount);
  check(authority.signer, 'MissingRequiredSignature');
  ownedBy(METAPLEX, view, metadata);
  ownedBy(tokenProgram.key, view, mint, token);
  ownedBy(METAPLEX, view, ...[record, edition].filter(given));
  ownedBy(TOKEN_AUTH_RULES, view, ...[rules].filter(given));
  const existing = existingMetadata(view, metadata);
  if (view(destination.key)?.data.length) checkDestination(view, { destination, newOwner, mint, tokenProgram });
  else createAssociated(decision, { payer, destination, newOwner, mint, tokenProgram }, metas);
  check(isTokenProgram(tokenProgram.key), E.invalidTokenProgram);
  check(ataProgram.key.equals(ASSOCIATED_TOKEN) && system.key.equals(SYSTEM) && sysvar.key.equals(INSTRUCTIONS_SYSVAR), 'IncorrectProgramId');
  check(!given(rulesProgram) || rulesProgram.key.equals(TOKEN_AUTH_RULES), 'IncorrectProgramId');

  const held = tokenAt(view, token);
  check(held.owner === bs58.encode(owner.key), E.invalidOwner);
  check(held.mint === bs58.encode(mint.key), E.mintMismatch);
  check(held.amount >= amount, E.insufficientTokenBalance);
  check(existing.mint.equals(mint.key), E.mintMismatch);
  check(!given(record), E.dataTypeMismatch); // a token record is of programmable NFTs, which nothing here can make
  checkMayTransfer(held, bs58.encode(authority.key), amount);
  const decimals = view(mint.key).data[44];
  invoke(decision, tokenProgram, TRANSFER_CHECKED, [[token, true], [mint, false], [destination, true], [authority, false]], amount, decimals);
}

function checkDestination(view, { destination, newOwner, mint, tokenProgram }) {
  ownedBy(tokenProgram.key, view, destination);
  const { mint: destinationMint, owner } = tokenAt(view, destination);
  check(destinationMint === bs58.encode(mint.key), E.mintMismatch);
  check(owner === bs58.encode(newOwner.key), E.incorrectOwner);
}

function createAssociated(decision, { payer, destination, newOwner, mint, tokenProgram }, metas) {
  check(associatedTokenAddress(newOwner.key, mint.key, tokenProgram.key).equals(destination.key), 'MissingAccount');
  check([ASSOCIATED_TOKEN, SYSTEM].every((program) => metas.some(({ key }) => key.equals(program))), 'MissingAccount');
  check(payer.signer && payer.writable && destination.writable, 'PrivilegeEscalation');
  decision.steps.push({
    program: ASSOCIATED_TOKEN, data: Buffer.from([0]),
    accounts: [payer, destination, newOwner, mint, metas.find(({ key }) => key.equals(SYSTEM)), tokenProgram].map(({ index }) => index),
  });
}

function checkMayTransfer({ owner, delegate, delegatedAmount }, authority, amount) {
  if (owner === authority) return;
  check(delegate === authority, E.invalidAuthorityType);
  check(delegatedAmount >= amount, E.insufficientTokenBalance);
}

function ownedBy(program, view, ...metas) {
  for (const { key } of metas) check((view(key)?.owner ?? SYSTEM).equals(program), E.incorrectOwner);
}

function existingMetadata(view, { key }) {
  const metadata = readMetadata(view(key).data);
  check(metadata, E.dataTypeMismatch);
  return metadata;
}

function tokenAt(view, { key }) {
  const token = readTokenAccount(view(key));
  check(token, 'InvalidAccountData');
  check(token.state !== 'uninitialized', 'UninitializedAccount');
  return token;
}

/** An instruction of the Token program: its number, an amount if there is one, and what follows. */
function invoke({ steps }, tokenProgram, number, accounts, amount, ...more) {
  check(accounts.every(([{ writable }, mustBe]) => writable || !mustBe), 'PrivilegeEscalation');
  const data = Buffer.alloc(amount === undefined ? 1 : 9);
  data[0] = number;
  if (amount !== undefined) data.writeBigUInt64LE(amount, 1);
  steps.push({ program: tokenProgram.key, accounts: accounts.map(([{ index }]) => index), data: Buffer.concat([data, Buffer.from(more)]) });
}
