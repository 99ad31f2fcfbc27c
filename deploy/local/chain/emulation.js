import bs58 from 'bs58';
import { mergedInner, mergedLogs } from './emulation-report.js';
import { decideAssertion } from './lighthouse.js';
import { decide } from './metaplex/rules.js';
import { LIGHTHOUSE, METAPLEX, SYSTEM } from './programs.js';
import { feeOf } from './record.js';
import { isSigner, isWritable, serializeTransaction } from './wire.js';

/** What the payer is lent while it is found out what an instruction would see. */
const LOAN = 1_000_000_000_000;

/**
 * Runs transactions with instructions of programs that are not loaded: Metaplex and Lighthouse. Each
 * is replaced, in place and in the same transaction, by the System and Token instructions that the
 * program would invoke. The VM thus decides on lamports, rent, authorities and atomicity; the bytes of
 * the program's own accounts, and the lamports that those release, are written after success.
 */
export class Emulation {
  /** @param {import('./vm.js').Vm} vm @param {{metaplex?: boolean}} options metaplex: not where its binary is loaded */
  constructor(vm, { metaplex = true } = {}) {
    this.vm = vm;
    this.rules = [{ program: LIGHTHOUSE, decide: decideAssertion }, ...(metaplex ? [{ program: METAPLEX, decide }] : [])];
  }

  /** @param {import('./wire.js').ParsedTransaction} transaction */
  concerns(transaction) {
    return transaction.instructions.some((instruction) => this.#rulesOf(transaction, instruction));
  }

  #rulesOf(transaction, instruction) {
    return this.rules.find(({ program }) => program.equals(transaction.keys[instruction.program]));
  }

  /** @returns {import('./vm.js').Outcome} */
  send(transaction) {
    const plan = this.#plan(transaction);
    const outcome = this.vm.send(plan.bytes);
    if (!outcome.err) {
      for (const [address, write] of plan.writes) this.vm.setAccount(write.key, written(write, this.vm.account(bs58.decode(address))));
    }
    return report(plan, outcome);
  }

  /** @returns {import('./vm.js').Outcome} */
  simulate(transaction) {
    const plan = this.#plan(transaction);
    const outcome = this.vm.simulate(plan.bytes);
    if (!outcome.err) {
      for (const [address, write] of plan.writes) {
        const account = outcome.accounts.has(address) ? outcome.accounts.get(address) : this.vm.account(write.key);
        outcome.accounts.set(address, written(write, account));
      }
    }
    return report(plan, outcome);
  }

  /** Decides every instruction in turn, each from the state that the ones before it leave. */
  #plan(transaction) {
    const steps = [];
    const plan = { transaction, steps, decisions: new Map(), writes: new Map(), failure: null };
    let view = null;
    for (const [origin, instruction] of transaction.instructions.entries()) {
      const rules = this.#rulesOf(transaction, instruction);
      if (!rules) {
        steps.push({ origin, instruction });
        view = null;
        continue;
      }
      view ??= this.#viewAfter(transaction, steps);
      if (!view) break; // an instruction before this one fails, and so will the real run
      const metas = instruction.accounts.map((index) => ({
        key: transaction.keys[index], index, signer: isSigner(transaction, index), writable: isWritable(transaction, index),
      }));
      const seen = (key) => {
        const write = plan.writes.get(bs58.encode(key));
        return write ? written(write, view(key)) : view(key);
      };
      const decision = rules.decide(instruction.data, metas, seen, (size) => this.vm.rent(size));
      plan.decisions.set(origin, { ...decision, program: rules.program });
      for (const step of decision.steps) steps.push({ origin, instruction: compiled(transaction, step) });
      if (decision.err !== null) {
        plan.failure = { origin, step: steps.length, err: decision.err };
        // Any instruction that surely fails: the fee is charged, and nothing else is kept.
        steps.push({ origin, instruction: compiled(transaction, { program: SYSTEM, accounts: [], data: Buffer.alloc(4, 0xff) }) });
        break;
      }
      for (const write of decision.writes) {
        const address = bs58.encode(write.key);
        plan.writes.set(address, together(plan.writes.get(address), write));
      }
      if (!decision.leavesTokens) view = null;
    }
    plan.bytes = serialize(transaction, steps);
    return plan;
  }

  /**
   * The accounts after some steps, or null if they fail. The payer is lent lamports during that:
   * whether they suffice is for the run of the whole transaction to find out.
   */
  #viewAfter(transaction, steps) {
    const payer = transaction.keys[0];
    const less = (account, lamports) => account && { ...account, lamports: account.lamports - lamports };
    if (steps.length === 0) {
      return (key) => (key.equals(payer) ? less(this.vm.account(key), feeOf(transaction)) : this.vm.account(key));
    }
    const account = this.vm.account(payer);
    if (!account) return null;
    this.vm.setAccount(payer, { ...account, lamports: account.lamports + LOAN });
    try {
      const { err, accounts } = this.vm.simulate(serialize(transaction, steps));
      if (err) return null;
      return (key) => {
        const address = bs58.encode(key);
        const state = accounts.has(address) ? accounts.get(address) : this.vm.account(key);
        return key.equals(payer) ? less(state, LOAN) : state;
      };
    } finally {
      this.vm.setAccount(payer, account);
    }
  }
}

/** Two writes to an account as one. */
function together(earlier, { key, data, owner = METAPLEX, lamports = 0 }) {
  return { key, lamports: (earlier?.lamports ?? 0) + lamports, data: data ?? earlier?.data, owner: data ? owner : earlier?.owner };
}

/** The account after the write; with nothing left it is gone. @returns {import('./vm.js').AccountState|null} */
function written({ data, owner, lamports }, account) {
  const next = { lamports: (account?.lamports ?? 0) + lamports, data: data ?? account?.data ?? Buffer.alloc(0), owner: owner ?? account?.owner ?? SYSTEM, executable: false };
  return next.lamports > 0 || next.data.length > 0 ? next : null;
}

/** Finds the program among the transaction's keys; plan() adds System as the last key if it is missing. */
function compiled(transaction, { program, accounts, data }) {
  const index = transaction.keys.findIndex((key) => key.equals(program));
  return { program: index === -1 ? transaction.keys.length : index, accounts, data };
}

function serialize(transaction, steps) {
  const instructions = steps.map(({ instruction }) => instruction);
  const addsSystem = instructions.some(({ program }) => program === transaction.keys.length);
  return serializeTransaction({
    ...transaction,
    keys: addsSystem ? [...transaction.keys, SYSTEM] : transaction.keys,
    readonlyUnsigned: transaction.readonlyUnsigned + (addsSystem ? 1 : 0),
    instructions,
  });
}

/** Turns the outcome of the rewritten transaction into that of the original one. */
function report(plan, outcome) {
  let { err } = outcome;
  if (err?.InstructionError) {
    const [index, cause] = err.InstructionError;
    const failedOnPurpose = plan.failure?.step === index;
    err = { InstructionError: [plan.steps[index].origin, failedOnPurpose ? plan.failure.err : cause] };
  }
  return { ...outcome, err, logs: mergedLogs(plan, outcome.logs, err), inner: mergedInner(plan, outcome.inner) };
}
