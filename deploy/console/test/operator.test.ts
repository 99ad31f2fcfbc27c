import { describe, expect, it } from 'vitest';
import { deadLetters } from '../src/operator/Overview';
import { canCancel, laneOf, offset } from '../src/operator/lanes';

describe('a timeline', () => {
  it('puts a command and its reply in the lane of the participant', () => {
    expect(laneOf({ kind: 'COMMAND', name: 'reserve_badges' })).toBe('badge');
    expect(laneOf({ kind: 'REPLY', name: 'burn_confirmed' })).toBe('minting');
    expect(laneOf({ kind: 'STEP', name: 'burn_confirmed' })).toBe('orchestrator');
    expect(laneOf({ kind: 'REQUEST', name: 'cancel' })).toBe('user');
    expect(laneOf({ kind: 'COMMAND', name: 'verify_qualification' })).toBe('qualification');
    expect(offset('2026-01-01T00:00:01.250Z', '2026-01-01T00:00:00Z')).toBe('+1.250 s');
  });
});

describe('cancelling', () => {
  it('is offered before the burn is final, and only while nothing else ends the operation', () => {
    const states = ['verifying', 'awaiting_signature', 'confirming_burn', 'withdrawing_burn', 'releasing_badges', 'minting', 'consuming_badges', 'completed', 'failed', null, undefined];
    expect(states.filter(canCancel)).toEqual(['verifying', 'awaiting_signature', 'confirming_burn']);
  });
});

describe('dead letters', () => {
  it('of one topic, which each of its readers counts, are one line; most first', () => {
    const part = (topic: string, records: number, newestAt: string) => ({ deadLetters: [{ topic, records, newestAt }] });
    const picture = { users: part('a', 1, '2026-01-01'), chain: part('b', 5, '2026-01-01'), operations: part('a', 2, '2026-02-01'), badges: { deadLetters: null }, unavailable: [] };
    expect(deadLetters(picture as never)).toEqual([
      { topic: 'b', records: 5, newestAt: '2026-01-01' },
      { topic: 'a', records: 2, newestAt: '2026-02-01' },
    ]);
  });
});
