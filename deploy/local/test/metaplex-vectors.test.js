import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import bs58 from 'bs58';
import { MetaplexEmulation } from '../chain/metaplex/emulation.js';
import { SYSTEM } from '../chain/programs.js';
import { Vm } from '../chain/vm.js';
import { parseTransaction } from '../chain/wire.js';

// What the real program answered on a real SVM: 31 transactions, run in order on one chain.
const { fund, cases } = JSON.parse(readFileSync(new URL('./vectors/metaplex-token-metadata.json', import.meta.url)));

function snapshot(vm, address) {
  const account = vm.account(bs58.decode(address));
  return account && { lamports: account.lamports, owner: bs58.encode(account.owner), data: account.data.toString('base64') };
}

test('the emulated Metaplex program answers as the real one, byte for byte', async (t) => {
  const vm = new Vm();
  const emulation = new MetaplexEmulation(vm);
  for (const { pubkey, lamports } of fund) {
    vm.setAccount(bs58.decode(pubkey), { lamports, owner: SYSTEM, data: Buffer.alloc(0), executable: false });
  }
  let passed = 0;
  let accountsCompared = 0;
  for (const vector of cases) {
    await t.test(vector.name, () => {
      const bytes = Buffer.from(vector.transaction, 'base64');
      const transaction = parseTransaction(bytes);
      const simulated = emulation.concerns(transaction) ? emulation.simulate(transaction) : vm.simulate(bytes);

      const outcome = emulation.concerns(transaction) ? emulation.send(transaction) : vm.send(bytes);

      assert.deepEqual(outcome.err, vector.err);
      assert.deepEqual(simulated.err, vector.err);
      for (const [address, expected] of Object.entries(vector.accounts)) {
        assert.deepEqual(snapshot(vm, address), expected, address);
        accountsCompared++;
      }
      passed++;
    });
  }
  assert.equal(cases.length, 31);
  assert.equal(passed, 31);
  assert.equal(accountsCompared, 31 * 7);
});
