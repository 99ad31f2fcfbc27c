import { afterEach, expect, it, vi } from 'vitest';
import { renewals, staleAfter } from '../src/shell/live';

afterEach(() => {
  vi.useRealTimers();
});

it('a stream of events is one read of each answer, and the last event is not lost', () => {
  vi.useFakeTimers();
  const read: string[] = [];
  const { renew, stop } = renewals({ invalidateQueries: (filters) => Promise.resolve(void read.push(String(filters?.queryKey?.[0]))) });
  for (let trade = 0; trade < 50; trade++) renew('nft:qualification_changed');
  renew('nft:badge_changed');
  expect(read).toEqual([]);
  vi.runAllTimers();
  expect(read.sort()).toEqual(['history', 'portfolio', 'trades']);
  renew('nft:transaction_status');
  vi.runAllTimers();
  expect(read.length).toBe(5);
  renew('nft:transaction_status');
  stop();
  vi.runAllTimers();
  expect(read.length).toBe(5);
});

it('an event that is not known, and a snapshot, make everything old', () => {
  expect(staleAfter('nft:something_new')).toEqual(staleAfter('nft:snapshot'));
  expect(staleAfter('nft:snapshot')).toEqual(expect.arrayContaining(['portfolio', 'operation', 'history', 'trades']));
});
