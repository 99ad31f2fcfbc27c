import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import bs58 from 'bs58';
import { Emulation } from '../chain/emulation.js';
import { METAPLEX, SYSTEM } from '../chain/programs.js';
import { Vm } from '../chain/vm.js';
import { parseTransaction } from '../chain/wire.js';

/** The rent that the vectors were made with. */
const RENT = 6_960;

/** A binary of the real program, which then runs in place of the emulation. */
const PROGRAM = process.env.METAPLEX_SO;

// What the real program answered on a real SVM: transactions, run in order on one chain, and the
// accounts after them; one that is not named is as it was.
const FILES = { 'metaplex-token-metadata': 31, 'metaplex-burn-and-transfer': 122 };

function snapshot(vm, address) {
  const account = vm.account(bs58.decode(address));
  return account && { lamports: account.lamports, owner: bs58.encode(account.owner), data: account.data.toString('base64') };
}

for (const [file, count] of Object.entries(FILES)) {
  test(`${file}: the ${PROGRAM ? 'loaded' : 'emulated'} Metaplex program answers as the real one, byte for byte`, async (t) => {
    const { fund, cases } = JSON.parse(readFileSync(new URL(`./vectors/${file}.json`, import.meta.url)));
    const vm = new Vm(RENT);
    const emulation = new Emulation(vm);
    if (PROGRAM) vm.loadProgram(METAPLEX, PROGRAM);
    for (const { pubkey, lamports } of fund) {
      vm.setAccount(bs58.decode(pubkey), { lamports, owner: SYSTEM, data: Buffer.alloc(0), executable: false });
    }
    const expected = new Map();
    let passed = 0;
    for (const vector of cases) {
      await t.test(vector.name, () => {
        const bytes = Buffer.from(vector.transaction, 'base64');
        const transaction = parseTransaction(bytes);
        const runner = !PROGRAM && emulation.concerns(transaction)
          ? { simulate: () => emulation.simulate(transaction), send: () => emulation.send(transaction) }
          : { simulate: () => vm.simulate(bytes), send: () => vm.send(bytes) };
        vm.setRent(vector.rent ?? RENT);
        for (const [address, account] of Object.entries(vector.accounts)) expected.set(address, account);

        const simulated = runner.simulate();
        const outcome = runner.send();

        assert.deepEqual(outcome.err, vector.err);
        assert.deepEqual(simulated.err, vector.err);
        const touched = [...Object.keys(vector.accounts), ...transaction.keys.map((key) => bs58.encode(key))];
        for (const address of touched.filter((key) => expected.has(key))) {
          assert.deepEqual(snapshot(vm, address), expected.get(address), address);
          const after = simulated.accounts.get(address);
          if (outcome.err === null && after) assert.equal(after.lamports, expected.get(address)?.lamports, `${address} simulated`);
        }
        passed++;
      });
    }
    assert.equal(passed, count);
  });
}
