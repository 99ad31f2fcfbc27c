// What the real Metaplex program answers to burnV1 and transferV1, as vectors for the tests:
// node test-support/burn-and-transfer.js <program.so> > test/vectors/metaplex-burn-and-transfer.json
import { createHash } from 'node:crypto';
import {
  ASSOCIATED_TOKEN_PROGRAM_ID, AuthorityType, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID, createApproveInstruction, createAssociatedTokenAccountInstruction,
  createInitializeAccount3Instruction, createInitializeMint2Instruction, createMintToInstruction, createSetAuthorityInstruction,
  createTransferInstruction, getAssociatedTokenAddressSync,
} from '@solana/spl-token';
import { Keypair, PublicKey, SYSVAR_INSTRUCTIONS_PUBKEY, SystemProgram, Transaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { METAPLEX, SYSTEM } from '../chain/programs.js';
import { Vm } from '../chain/vm.js';

const PROGRAM = new PublicKey(METAPLEX);
const RENT = 6_960;
const rent = (size) => RENT * (128 + size);
const pair = (name) => Keypair.fromSeed(createHash('sha256').update(`burn and transfer: ${name}`).digest());
const pda = (...seeds) => PublicKey.findProgramAddressSync([Buffer.from('metadata'), PROGRAM.toBuffer(), ...seeds], PROGRAM)[0];
const u64 = (value) => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(BigInt(value)); return bytes; };
const text = (value) => { const bytes = Buffer.alloc(4 + value.length); bytes.writeUInt32LE(value.length); bytes.write(value, 4); return bytes; };

const system = pair('system');
const [holder, buyer, delegate, poor, stranger] = ['holder', 'buyer', 'delegate', 'poor', 'stranger'].map(pair);
const fund = [[system, 500_000_000_000], [holder, 10_000_000_000], [buyer, 10_000_000_000], [delegate, 10_000_000_000], [poor, 2_000_000], [stranger, 10_000_000_000]]
  .map(([{ publicKey }, lamports]) => ({ pubkey: publicKey.toBase58(), lamports }));

/** Addresses and keys of an NFT; its name gives them. */
function nft(name, owner = holder) {
  const { publicKey: mint } = pair(`mint ${name}`);
  return {
    mint, owner, ata: (of = owner.publicKey) => getAssociatedTokenAddressSync(mint, of, true),
    metadata: pda(mint.toBuffer()), edition: pda(mint.toBuffer(), Buffer.from('edition')), token: getAssociatedTokenAddressSync(mint, owner.publicKey),
  };
}

const account = (pubkey, isWritable = false, isSigner = false) => ({ pubkey, isWritable, isSigner });

function mint({ mint: key, metadata, edition, token, owner }, { amount = 1, decimals = 0, withEdition = true, maxSupply = 0 } = {}) {
  const signer = account(system.publicKey, true, true);
  const creator = Buffer.concat([Buffer.from([1, 1, 0, 0, 0]), system.publicKey.toBuffer(), Buffer.from([1, 100])]);
  return [
    SystemProgram.createAccount({ fromPubkey: system.publicKey, newAccountPubkey: key, lamports: rent(82), space: 82, programId: TOKEN_PROGRAM_ID }),
    createInitializeMint2Instruction(key, decimals, system.publicKey, system.publicKey),
    createAssociatedTokenAccountInstruction(system.publicKey, token, owner.publicKey, key),
    createMintToInstruction(key, token, system.publicKey, amount),
    {
      programId: PROGRAM, keys: [account(metadata, true), account(key), signer, signer, signer, account(SystemProgram.programId)],
      data: Buffer.concat([Buffer.from([33]), text('Tech Chicken'), text('AIW3'), text('ipfs://x'), Buffer.from([0, 0]), creator, Buffer.from([0, 0, 0, 0])]),
    },
    ...(withEdition ? [{
      programId: PROGRAM,
      keys: [account(edition, true), account(key, true), signer, signer, signer, account(metadata, true), account(TOKEN_PROGRAM_ID), account(SystemProgram.programId)],
      data: Buffer.concat([Buffer.from([17, 1]), u64(maxSupply)]),
    }] : []),
  ];
}

/** burnV1, with whatever accounts or data are to be wrong. */
function burn(of, { amount = 1, data = Buffer.concat([Buffer.from([41, 0]), u64(amount)]), change = {}, keep = 14 } = {}) {
  const keys = [
    account(of.owner.publicKey, true, true), account(PROGRAM), account(of.metadata, true), account(of.edition, true), account(of.mint, true),
    account(of.token, true), account(PROGRAM), account(PROGRAM), account(PROGRAM), account(PROGRAM), account(PROGRAM),
    account(SystemProgram.programId), account(SYSVAR_INSTRUCTIONS_PUBKEY), account(TOKEN_PROGRAM_ID),
  ].map((meta, index) => change[index] ?? meta).slice(0, keep);
  return { programId: PROGRAM, keys, data };
}

/** transferV1, with whatever accounts or data are to be wrong. */
function transfer(of, to, { amount = 1, rules = [0], data = Buffer.concat([Buffer.from([49, 0]), u64(amount), Buffer.from(rules)]), payer = of.owner, change = {}, keep = 17 } = {}) {
  const keys = [
    account(of.token, true), account(of.owner.publicKey), account(of.ata(to.publicKey), true), account(to.publicKey), account(of.mint), account(of.metadata, true),
    account(of.edition), account(PROGRAM), account(PROGRAM), account(of.owner.publicKey, false, true), account(payer.publicKey, true, true),
    account(SystemProgram.programId), account(SYSVAR_INSTRUCTIONS_PUBKEY), account(TOKEN_PROGRAM_ID), account(ASSOCIATED_TOKEN_PROGRAM_ID), account(PROGRAM), account(PROGRAM),
  ].map((meta, index) => change[index] ?? meta).slice(0, keep);
  return { programId: PROGRAM, keys, data };
}

/** A token account that is not the owner's associated one. */
function ownAccount(name, key, owner) {
  const { publicKey } = pair(`token account ${name}`);
  return { key: publicKey, instructions: [
    SystemProgram.createAccount({ fromPubkey: system.publicKey, newAccountPubkey: publicKey, lamports: rent(165), space: 165, programId: TOKEN_PROGRAM_ID }),
    createInitializeAccount3Instruction(publicKey, key, owner.publicKey),
  ] };
}

const cases = [];
const vm = new Vm(RENT);
vm.loadProgram(METAPLEX, process.argv[2]);
for (const { pubkey, lamports } of fund) vm.setAccount(bs58.decode(pubkey), { lamports, owner: SYSTEM, data: Buffer.alloc(0), executable: false });

const last = new Map();

/** One transaction: what it ended with, and those of its accounts that are not what they were after the one before. */
function run(name, instructions, { payer = system, rentOf = RENT } = {}) {
  vm.setRent(rentOf);
  const transaction = new Transaction({ feePayer: payer.publicKey, blockhash: bs58.encode(Buffer.alloc(32, 3)), lastValidBlockHeight: 1 }).add(...instructions);
  const bytes = transaction.serialize({ requireAllSignatures: false, verifySignatures: false });
  const { err } = vm.send(bytes);
  const accounts = {};
  for (const key of transaction.compileMessage().accountKeys) {
    const state = vm.account(key.toBytes());
    if (state?.executable || key.equals(SYSVAR_INSTRUCTIONS_PUBKEY)) continue;
    const json = state && { lamports: state.lamports, owner: bs58.encode(state.owner), data: state.data.toString('base64') };
    if (JSON.stringify(json) === last.get(key.toBase58())) continue;
    last.set(key.toBase58(), JSON.stringify(json));
    accounts[key.toBase58()] = json;
  }
  cases.push({ name, ...(rentOf !== RENT && { rent: rentOf }), transaction: bytes.toString('base64'), err, accounts });
  return err;
}

function lands(name, instructions, options) {
  const err = run(name, instructions, options);
  if (err) throw new Error(`${name}: ${JSON.stringify(err)}`);
}

/** Mints an NFT and runs one transaction with it, which lands. */
function withNft(name, instructions, { minted = {}, ...options } = {}) {
  const of = nft(name);
  lands(`${name}: minted`, mint(of, minted));
  lands(name, instructions(of), options);
  return of;
}

/** Runs a transaction that is refused, and so leaves the NFT as it is. */
function refused(name, instructions, options) {
  if (run(name, instructions(kept), options) === null) throw new Error(`${name}: it landed`);
}

const kept = nft('kept');
const other = nft('another');
lands('kept: minted', mint(kept));
lands('another: minted', mint(other));

// burnV1
const burned = withNft('burn by its holder', (of) => [burn(of)]);
run('burn again', [burn(burned)]);
run('mint again under the burned metadata', mint(burned).slice(4, 5));
withNft('burn paid by its holder', (of) => [burn(of)], { payer: holder });
refused('burn of no token', (of) => [burn(of, { amount: 0 })]);
refused('burn of two tokens', (of) => [burn(of, { amount: 2 })]);
refused('burn by the update authority', (of) => [burn(of, { change: { 0: account(system.publicKey, true, true) } })]);
refused('burn by a holder who does not sign', (of) => [burn(of, { change: { 0: account(holder.publicKey, true) } })]);
refused('burn with a read-only authority', (of) => [burn(of, { change: { 0: account(holder.publicKey, false, true) } })]);
refused('burn without its edition', (of) => [burn(of, { change: { 3: account(PROGRAM) } })]);
refused('burn with the metadata of another', (of) => [burn(of, { change: { 2: account(other.metadata, true) } })]);
refused('burn with the token of another', (of) => [burn(of, { change: { 5: account(other.token, true) } })]);
refused('burn with the mint of another', (of) => [burn(of, { change: { 4: account(other.mint, true) } })]);
refused('burn with its metadata as edition', (of) => [burn(of, { change: { 3: account(of.metadata, true) } })]);
refused('burn with a read-only metadata', (of) => [burn(of, { change: { 2: account(of.metadata) } })]);
refused('burn with a read-only edition', (of) => [burn(of, { change: { 3: account(of.edition) } })]);
refused('burn with a read-only mint', (of) => [burn(of, { change: { 4: account(of.mint) } })]);
refused('burn with a read-only token account', (of) => [burn(of, { change: { 5: account(of.token) } })]);
refused('burn with its own edition as parent', (of) => [burn(of, { change: { 6: account(of.edition, true) } })]);
refused('burn with a foreign account as parent', (of) => [burn(of, { change: { 6: account(holder.publicKey, true) } })]);
refused('burn with a mint as parent', (of) => [burn(of, { change: { 7: account(other.mint) } })]);
withNft('burn with a token record that is none', (of) => [burn(of, { change: { 10: account(of.metadata, true) } })]);
refused('burn with a foreign token record', (of) => [burn(of, { change: { 10: account(holder.publicKey, true) } })]);
refused('burn with another program as System', (of) => [burn(of, { change: { 11: account(TOKEN_PROGRAM_ID) } })]);
refused('burn with another sysvar', (of) => [burn(of, { change: { 12: account(SystemProgram.programId) } })]);
refused('burn with another program as Token', (of) => [burn(of, { change: { 13: account(SystemProgram.programId) } })]);
refused('burn by Token-2022', (of) => [burn(of, { change: { 13: account(TOKEN_2022_PROGRAM_ID) } })]);
refused('burn with too few accounts', (of) => [burn(of, { keep: 13 })]);
refused('burn with a byte too many', (of) => [burn(of, { data: Buffer.from([41, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]) })]);
refused('burn of an unknown version', (of) => [burn(of, { data: Buffer.from([41, 1, 1, 0, 0, 0, 0, 0, 0, 0]) })]);
withNft('burn of an NFT that may be printed', (of) => [burn(of)], { minted: { maxSupply: 5 } });
refused('burn by the token delegate', (of) => [
  createApproveInstruction(of.token, delegate.publicKey, holder.publicKey, 1), burn(of, { change: { 0: account(delegate.publicKey, true, true) } }),
]);
withNft('burn by the holder of a delegated token', (of) => [createApproveInstruction(of.token, delegate.publicKey, holder.publicKey, 1), burn(of)]);
refused('burn with another close authority', (of) => [
  createSetAuthorityInstruction(of.token, holder.publicKey, AuthorityType.CloseAccount, stranger.publicKey), burn(of),
]);
withNft('burn of an account with more lamports', (of) => [
  ...[of.metadata, of.edition, of.token, of.mint].map((toPubkey) => SystemProgram.transfer({ fromPubkey: system.publicKey, toPubkey, lamports: 77_777 })), burn(of),
]);
withNft('burn after a transfer in the same transaction', (of) => [
  createAssociatedTokenAccountInstruction(system.publicKey, of.ata(buyer.publicKey), buyer.publicKey, of.mint),
  createTransferInstruction(of.token, of.ata(buyer.publicKey), holder.publicKey, 1),
  burn({ ...of, owner: buyer, token: of.ata(buyer.publicKey) }),
]);
refused('burn of what is held no more', (of) => [
  createAssociatedTokenAccountInstruction(system.publicKey, of.ata(buyer.publicKey), buyer.publicKey, of.mint),
  createTransferInstruction(of.token, of.ata(buyer.publicKey), holder.publicKey, 1), burn(of),
]);
withNft('burn in an account of its own', (of) => {
  const { key, instructions } = ownAccount('burned', of.mint, holder);
  return [...instructions, createTransferInstruction(of.token, key, holder.publicKey, 1), burn({ ...of, token: key })];
});
refused('burn twice in one transaction', (of) => [burn(of), burn(of)]);
refused('burn and a failure after it', (of) => [burn(of), SystemProgram.transfer({ fromPubkey: poor.publicKey, toPubkey: system.publicKey, lamports: 5_000_000 })]);
withNft('burn and a transfer after it', (of) => [burn(of), SystemProgram.transfer({ fromPubkey: system.publicKey, toPubkey: buyer.publicKey, lamports: 5_000_000 })]);
refused('burn of an NFT with the edition of another', (of) => [burn(of, { change: { 3: account(other.edition, true) } })]);
withNft('burn without a master edition', (of) => [burn(of, { change: { 3: account(PROGRAM) } })], { minted: { withEdition: false } });
const fungible = withNft('burn of some of many', (of) => [burn(of, { amount: 40, change: { 3: account(PROGRAM) } })], { minted: { withEdition: false, amount: 100, decimals: 2 } });
run('burn of no fungible token', [burn(fungible, { amount: 0, change: { 3: account(PROGRAM) } })]);
run('burn of more than there are', [burn(fungible, { amount: 61, change: { 3: account(PROGRAM) } })]);
lands('burn of all the rest', [burn(fungible, { amount: 60, change: { 3: account(PROGRAM) } })]);

// transferV1
const sold = withNft('transfer to a new account', (of) => [transfer(of, buyer)]);
const back = { ...sold, owner: buyer, token: sold.ata(buyer.publicKey) };
lands('transfer back to an account that exists', [transfer(back, holder)]);
lands('transfer to itself', [transfer(sold, holder)]);
lands('burn after a sale and its return', [burn(sold)]);
withNft('transfer paid by its holder', (of) => [transfer(of, buyer)], { payer: holder });
refused('transfer of no token', (of) => [transfer(of, buyer, { amount: 0 })]);
refused('transfer of two tokens', (of) => [transfer(of, buyer, { amount: 2 })]);
refused('transfer by a stranger', (of) => [transfer(of, buyer, { payer: system, change: { 9: account(stranger.publicKey, false, true) } })]);
refused('transfer by the update authority', (of) => [transfer(of, buyer, { payer: system, change: { 9: account(system.publicKey, false, true) } })]);
refused('transfer by a holder who does not sign', (of) => [transfer(of, buyer, { payer: system, change: { 9: account(holder.publicKey) } })]);
refused('transfer with another owner named', (of) => [transfer(of, buyer, { change: { 1: account(stranger.publicKey) } })]);
withNft('transfer by the token delegate', (of) => [
  createApproveInstruction(of.token, delegate.publicKey, holder.publicKey, 1), transfer(of, buyer, { payer: delegate, change: { 9: account(delegate.publicKey, false, true) } }),
]);
withNft('transfer by the holder of a delegated token', (of) => [createApproveInstruction(of.token, delegate.publicKey, holder.publicKey, 1), transfer(of, buyer)]);
refused('transfer to an account of another', (of) => [
  createAssociatedTokenAccountInstruction(system.publicKey, of.ata(stranger.publicKey), stranger.publicKey, of.mint),
  transfer(of, buyer, { change: { 2: account(of.ata(stranger.publicKey), true) } }),
]);
refused('transfer to a new account of another', (of) => [transfer(of, buyer, { change: { 2: account(of.ata(stranger.publicKey), true) } })]);
refused('transfer to an account of another mint', (of) => [transfer(of, buyer, { change: { 2: account(other.token, true) } })]);
refused('transfer to a wallet', (of) => [transfer(of, buyer, { change: { 2: account(buyer.publicKey, true) } })]);
withNft('transfer to an account of its own', (of) => {
  const { key, instructions } = ownAccount('sold', of.mint, buyer);
  return [...instructions, transfer(of, buyer, { change: { 2: account(key, true) } })];
});
withNft('transfer to a read-only account', (of) => [
  createAssociatedTokenAccountInstruction(system.publicKey, of.ata(buyer.publicKey), buyer.publicKey, of.mint),
]);
{
  const of = nft('transfer to a read-only account');
  run('transfer to an existing read-only account', [transfer(of, buyer, { change: { 2: account(of.ata(buyer.publicKey)) } })]);
  run('transfer from a read-only account', [transfer(of, buyer, { change: { 0: account(of.token) } })]);
}
refused('transfer with a payer who does not sign', (of) => [transfer(of, buyer, { change: { 10: account(stranger.publicKey, true) } })]);
refused('transfer with a payer who is poor', (of) => [transfer(of, buyer, { payer: poor })]);
refused('transfer with the metadata of another', (of) => [transfer(of, buyer, { change: { 5: account(other.metadata, true) } })]);
refused('transfer with a wallet as metadata', (of) => [transfer(of, buyer, { change: { 5: account(stranger.publicKey, true) } })]);
refused('transfer with the edition as metadata', (of) => [transfer(of, buyer, { change: { 5: account(of.edition, true) } })]);
refused('transfer with the mint of another', (of) => [transfer(of, buyer, { change: { 4: account(other.mint) } })]);
refused('transfer with the token of another', (of) => [transfer(of, buyer, { change: { 0: account(other.token, true) } })]);
withNft('transfer without its edition', (of) => [transfer(of, buyer, { change: { 6: account(PROGRAM) } })]);
refused('transfer with a wallet as edition', (of) => [transfer(of, buyer, { change: { 6: account(stranger.publicKey) } })]);
refused('transfer with a token record that is none', (of) => [transfer(of, buyer, { change: { 7: account(of.metadata, true) } })]);
refused('transfer with a foreign token record', (of) => [transfer(of, buyer, { change: { 7: account(stranger.publicKey, true) } })]);
refused('transfer with another program as System', (of) => [transfer(of, buyer, { change: { 11: account(TOKEN_PROGRAM_ID) } })]);
refused('transfer with another sysvar', (of) => [transfer(of, buyer, { change: { 12: account(SystemProgram.programId) } })]);
refused('transfer with another program as Token', (of) => [transfer(of, buyer, { change: { 13: account(SystemProgram.programId) } })]);
refused('transfer with another program as Associated Token', (of) => [transfer(of, buyer, { change: { 14: account(SystemProgram.programId) } })]);
refused('transfer with another program of rules', (of) => [transfer(of, buyer, { change: { 15: account(SystemProgram.programId) } })]);
refused('transfer with foreign rules', (of) => [transfer(of, buyer, { change: { 16: account(stranger.publicKey) } })]);
refused('transfer with too few accounts', (of) => [transfer(of, buyer, { keep: 16 })]);
withNft('transfer with authorization data', (of) => [transfer(of, buyer, { rules: [1, 1, 0, 0, 0, ...text('amount'), 3, ...u64(1)] })]);
refused('transfer with authorization data that ends early', (of) => [transfer(of, buyer, { rules: [1, 1, 0, 0, 0, ...text('amount'), 3, 1] })]);
refused('transfer of an unknown version', (of) => [transfer(of, buyer, { data: Buffer.from([49, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]) })]);
withNft('transfer without a master edition', (of) => [transfer(of, buyer, { change: { 6: account(PROGRAM) } })], { minted: { withEdition: false } });
withNft('transfer of some of many', (of) => [transfer(of, buyer, { amount: 30, change: { 6: account(PROGRAM) } })], { minted: { withEdition: false, amount: 100, decimals: 2 } });
withNft('transfer and burn in one transaction', (of) => [transfer(of, buyer), burn({ ...of, owner: buyer, token: of.ata(buyer.publicKey) })]);
const quick = nft('quick');
lands('mint and transfer in one transaction', [...mint(quick), transfer(quick, buyer)]);
const brief = nft('brief');
lands('mint and burn in one transaction', [...mint(brief), burn(brief)]);

// Rent that changes: what is released follows it, what was paid stays
const cheap = nft('cheap');
lands('minted before rent falls', mint(cheap));
lands('burn after rent has fallen', [burn(cheap)], { rentOf: 5_080 });
const dear = nft('dear');
lands('minted before rent rises', mint(dear));
run('burn after rent has risen beyond what the metadata holds', [burn(dear)], { rentOf: 30_000 });

const lines = cases.map((vector) => JSON.stringify(vector)).join(',\n');
process.stdout.write(`{"fund":${JSON.stringify(fund)},\n"cases":[\n${lines}\n]}\n`);
