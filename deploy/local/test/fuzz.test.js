import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import bs58 from 'bs58';
import { Emulation } from '../chain/emulation.js';
import { SYSTEM } from '../chain/programs.js';
import { Vm } from '../chain/vm.js';
import { MalformedTransaction, parseTransaction, serializeTransaction } from '../chain/wire.js';

const COUNT = Number(process.env.FUZZ_COUNT ?? 3_000);
const vectors = ['metaplex-token-metadata', 'metaplex-burn-and-transfer']
  .map((name) => JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url))));
const fund = vectors.flatMap((file) => file.fund);
const originals = vectors.flatMap(({ cases }) => cases).map(({ transaction }) => Buffer.from(transaction, 'base64'));

/** A reproducible source of numbers: a failure can be run again. */
function source(seed) {
  let counter = 0;
  return (below) => createHash('sha256').update(`${seed}:${counter++}`).digest().readUInt32LE(0) % below;
}

function mutate(bytes, random) {
  let mutant = Buffer.from(bytes);
  for (let edits = 1 + random(3); edits > 0; edits--) {
    const at = random(mutant.length);
    const signaturesEnd = 1 + 64 * mutant[0];
    const structural = Math.min(mutant.length - 1, signaturesEnd + [0, 1, 2, 3][random(4)]); // header and key count
    switch (random(8)) {
      case 0: mutant[at] ^= 1 << random(8); break;
      case 1: mutant[at] = random(256); break;
      case 2: mutant = mutant.subarray(0, at); break;
      case 3: mutant = Buffer.concat([mutant, Buffer.alloc(1 + random(40), random(256))]); break;
      case 4: mutant[structural] = random(256); break;
      case 5: mutant = Buffer.concat([mutant.subarray(0, at), Buffer.from([0x80 | random(128), random(2)]), mutant.subarray(at + 1)]); break;
      case 6: mutant = Buffer.concat([mutant.subarray(0, at), mutant.subarray(Math.min(mutant.length, at + 1 + random(8)))]); break;
      default: mutant[Math.max(0, mutant.length - 1 - random(Math.min(mutant.length, 200)))] = random(256);
    }
    if (mutant.length === 0) break;
  }
  return mutant;
}

test(`${COUNT} mutated transactions neither abort the process nor create lamports`, () => {
  // Given
  const vm = new Vm();
  const emulation = new Emulation(vm);
  const known = new Set();
  for (const { pubkey, lamports } of fund) {
    vm.setAccount(bs58.decode(pubkey), { lamports, owner: SYSTEM, data: Buffer.alloc(0), executable: false });
    known.add(pubkey);
  }
  const random = source('aiw3');
  const counts = { refused: 0, failed: 0, landed: 0 };

  // When
  for (let i = 0; i < COUNT; i++) {
    const mutant = mutate(originals[random(originals.length)], random);
    let transaction;
    try {
      transaction = parseTransaction(mutant);
    } catch (error) {
      assert.ok(error instanceof MalformedTransaction, `mutant ${i}: ${error.stack}`);
      counts.refused++;
      continue;
    }
    assert.deepEqual(serializeTransaction(transaction), mutant, `mutant ${i} has one spelling`);
    const total = () => transaction.keys.reduce((sum, key) => sum + (vm.account(key)?.lamports ?? 0), 0);
    const before = total();
    const imageBefore = transaction.keys.map((key) => vm.account(key)?.data.toString('base64'));
    const concerned = emulation.concerns(transaction);
    const simulated = concerned ? emulation.simulate(transaction) : vm.simulate(mutant);
    assert.equal(total(), before, `mutant ${i} was only simulated`);
    const { err } = concerned ? emulation.send(transaction) : vm.send(mutant);
    assert.deepEqual(err, simulated.err, `mutant ${i}`);
    assert.ok(total() <= before, `mutant ${i} created lamports`);
    if (err !== null) assert.deepEqual(transaction.keys.map((key) => vm.account(key)?.data.toString('base64')), imageBefore, `mutant ${i} failed and left something`);
    counts[err === null ? 'landed' : 'failed']++;
  }

  // Then
  const alive = vm.account(bs58.decode(fund[1].pubkey));
  assert.equal(alive.lamports, fund[1].lamports);
  assert.equal(counts.refused + counts.failed + counts.landed, COUNT);
  assert.ok(counts.refused > COUNT / 10 && counts.failed > COUNT / 10 && counts.landed > 0, JSON.stringify(counts));
});

test('lengths that are not in their shortest form are refused', () => {
  const [count, ...rest] = originals[0];
  assert.throws(() => parseTransaction(Buffer.from([count | 0x80, 0, ...rest])), MalformedTransaction);
});

test('a version that nobody knows is refused', () => {
  const bytes = originals[0];
  const versioned = Buffer.concat([bytes.subarray(0, 1 + 64 * bytes[0]), Buffer.from([0x82]), bytes.subarray(1 + 64 * bytes[0])]);
  assert.throws(() => parseTransaction(versioned), /version 2 is not written like this/);
});
