import type { Operation, OperationStatus } from '../api/types';

const CLAIM = ['started', 'qualification_verified', 'mint_submitted', 'mint_confirmed', 'mint_completed'] as const;
const UPGRADE = [
  'started',
  'qualification_verified',
  'badges_reserved',
  'burn_prepared',
  'burn_submitted',
  'burn_confirmed',
  'mint_submitted',
  'mint_confirmed',
  'badges_consumed',
  'mint_completed',
] as const;

export type StepState = 'done' | 'current' | 'waiting' | 'failed' | 'skipped';

export interface StepView {
  step: string;
  state: StepState;
  at: string | null;
  /** The chain signature of the step; null when it has none. */
  signature: string | null;
}

/** The whole way of an operation, each step with what is known of it. */
export function stepsOf(operation: Operation): StepView[] {
  const all: readonly string[] = operation.kind === 'claim' ? CLAIM : UPGRADE;
  const reached = all.indexOf(operation.step);
  const last = reached + (isOver(operation.status) ? 0 : 1);
  return all.map((step, index) => {
    const entry = operation.history.findLast((one) => one.step === step);
    const signature = entry && entry.transactionId !== operation.id ? entry.transactionId : null;
    return { step, state: stateOf(index, reached, last, operation.status, entry !== undefined), at: entry?.at ?? null, signature };
  });
}

function stateOf(index: number, reached: number, last: number, status: OperationStatus, recorded: boolean): StepState {
  if (index <= reached) return recorded || index === 0 || index === reached ? 'done' : 'skipped';
  if (status === 'failed') return index === reached + 1 ? 'failed' : 'waiting';
  return index === last ? 'current' : 'waiting';
}

export const isOver = (status: OperationStatus) => status === 'completed' || status === 'failed';

/** Before the burn is on its way the upgrade can be given up. */
export const canCancel = (operation: Operation) =>
  operation.kind === 'upgrade' && operation.status === 'pending' && !['burn_submitted', 'burn_confirmed'].includes(operation.step);

/** Past the burn it can only go forward. */
export const canRetry = (operation: Operation) => operation.status === 'burn_confirmed' && operation.error !== null;
