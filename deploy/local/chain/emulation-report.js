import bs58 from 'bs58';
import { describe } from './vm-errors.js';

/**
 * The logs as if the replaced instructions had been invoked by the program that is emulated:
 * theirs are nested one level deeper, between its own first and last line.
 */
export function mergedLogs(plan, logs, err) {
  const groups = byTopLevelInstruction(logs);
  const lines = [];
  let opened = -1;
  plan.steps.forEach(({ origin }, step) => {
    const decision = plan.decisions.get(origin);
    const group = groups[step] ?? [];
    if (!decision) return lines.push(...group);
    if (opened !== origin && groups.length >= step) lines.push(...opening(decision));
    opened = origin;
    if (plan.failure?.step !== step && !decision.invokesNothing) lines.push(...group.map(nested));
    const isLast = plan.steps[step + 1]?.origin !== origin;
    if (isLast && groups.length > step) lines.push(closing(decision, origin, err));
  });
  return lines;
}

function opening({ program, name }) {
  return [`Program ${bs58.encode(program)} invoke [1]`, `Program log: IX: ${name}`, 'Program log: emulated by the local chain'];
}

function closing({ program }, origin, err) {
  const [index, cause] = err?.InstructionError ?? [];
  return index === origin
    ? `Program ${bs58.encode(program)} failed: ${describe(cause)}`
    : `Program ${bs58.encode(program)} success`;
}

function byTopLevelInstruction(logs) {
  const groups = [];
  for (const line of logs) {
    if (/^Program \S+ invoke \[1\]$/.test(line)) groups.push([]);
    groups.at(-1)?.push(line);
  }
  return groups;
}

function nested(line) {
  return line.replace(/ invoke \[(\d+)\]$/, (_, depth) => ` invoke [${Number(depth) + 1}]`);
}

/** Inner instructions by original instruction, the replacements among them. */
export function mergedInner(plan, inner) {
  const merged = plan.transaction.instructions.map(() => []);
  plan.steps.forEach(({ origin, instruction }, step) => {
    const isReplacement = plan.decisions.has(origin);
    if (step === plan.failure?.step || inner[step] === undefined || plan.decisions.get(origin)?.invokesNothing) return;
    if (isReplacement) merged[origin].push({ stackHeight: 2, program: instruction.program, accounts: [...instruction.accounts], data: instruction.data });
    merged[origin].push(...inner[step].map((entry) => (isReplacement ? { ...entry, stackHeight: entry.stackHeight + 1 } : entry)));
  });
  return merged;
}
