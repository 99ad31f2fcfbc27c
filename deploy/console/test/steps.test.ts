import { describe, expect, it } from 'vitest';
import { canCancel, canRetry, stepsOf } from '../src/trader/steps';
import type { Operation } from '../src/api/types';
import { anOperation } from './mothers';

const at = '2026-11-29T10:00:00Z';
const entry = (step: Operation['history'][number]['step'], transactionId = 'op-1') => ({ step, status: 'pending' as const, transactionId, at });

describe('the steps of an operation', () => {
  it('show what is done, what is under way and what waits', () => {
    const steps = stepsOf(anOperation({ step: 'badges_reserved', history: [entry('started'), entry('qualification_verified'), entry('badges_reserved')] }));
    expect(steps.map(({ state }) => state).slice(0, 5)).toEqual(['done', 'done', 'done', 'current', 'waiting']);
  });

  it('name the chain signature, never the operation as one', () => {
    const steps = stepsOf(anOperation({ step: 'burn_submitted', history: [entry('started'), entry('burn_submitted', 'sig')] }));
    expect(steps.find(({ step }) => step === 'burn_submitted')?.signature).toBe('sig');
    expect(steps[0]?.signature).toBeNull();
  });

  it('leave out the burn that was not needed', () => {
    const steps = stepsOf(anOperation({ step: 'mint_submitted', status: 'burn_confirmed', history: [entry('started'), entry('burn_confirmed'), entry('mint_submitted')] }));
    expect(steps.find(({ step }) => step === 'burn_submitted')?.state).toBe('skipped');
  });

  it('say where it failed', () => {
    const steps = stepsOf(anOperation({ step: 'burn_prepared', status: 'failed', history: [entry('started'), entry('burn_prepared'), entry('failed')] }));
    expect(steps.find(({ state }) => state === 'failed')?.step).toBe('burn_submitted');
    expect(steps.some(({ state }) => state === 'current')).toBe(false);
  });

  it('are all done at the end', () => {
    const steps = stepsOf(anOperation({ kind: 'claim', step: 'mint_completed', status: 'completed', history: [entry('started'), entry('qualification_verified'), entry('mint_submitted'), entry('mint_confirmed'), entry('mint_completed')] }));
    expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(['done']));
  });
});

describe('what a user may do', () => {
  it('is to cancel an upgrade before its burn is on its way', () => {
    expect(canCancel(anOperation({ step: 'burn_prepared' }))).toBe(true);
    expect(canCancel(anOperation({ step: 'burn_submitted' }))).toBe(false);
    expect(canCancel(anOperation({ status: 'burn_confirmed', step: 'burn_confirmed' }))).toBe(false);
    expect(canCancel(anOperation({ kind: 'claim' }))).toBe(false);
  });

  it('is to go on after the burn, where it is delayed', () => {
    expect(canRetry(anOperation({ status: 'burn_confirmed' }))).toBe(false);
    expect(canRetry(anOperation({ status: 'burn_confirmed', error: { code: 'MINT_DELAYED', message: '' } }))).toBe(true);
  });
});
