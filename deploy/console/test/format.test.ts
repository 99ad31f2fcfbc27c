import { describe, expect, it } from 'vitest';
import { exactly, plain } from '../src/api/decimal';
import { amountText, left, percent, relative, sol } from '../src/ui/format';
import { explorerLink } from '../src/ui/explorer';

describe('amounts', () => {
  it('keep every digit that a number would lose', () => {
    expect(amountText('49999999.9999999999', 'en')).toBe('49,999,999.9999999999');
    expect(amountText('12345678901234567890.0000000001', 'en')).toBe('12,345,678,901,234,567,890.0000000001');
    expect(amountText('1500.5000000000', 'zh-CN')).toBe('1,500.5');
    expect(amountText('-2', 'en')).toBe('−2');
  });

  it('come from the text beside the number', () => {
    expect(exactly({ volume: 50000000, volumeText: '49999999.9999999999', nested: [{ amount: 1e-10 }] })).toEqual({
      volume: '49999999.9999999999', volumeText: '49999999.9999999999', nested: [{ amount: '0.0000000001' }],
    });
    expect(plain(100000)).toBe('100000');
  });

  it('of lamports are exact SOL', () => {
    expect(sol(48_213_904_120, 'en')).toBe('48.21390412');
    expect(sol(5, 'en')).toBe('0.000000005');
  });
});

describe('shares', () => {
  it('are 100 % only when nothing is missing', () => {
    expect(percent(0.9999, 'en')).toBe('99.9%');
    expect(percent(1, 'en')).toBe('100%');
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  it('are told relative to now', () => {
    expect(relative('2026-11-29T11:58:30Z', now, 'en')).toBe('1 minute ago');
    expect(relative('2026-11-29T11:59:59.900Z', now, 'en')).toBe('now');
    expect(relative('2026-11-28T11:00:00Z', now, 'zh-CN')).toBe('昨天');
  });
  it('that are left never go below nothing', () => {
    expect(left('2026-11-29T12:09:05Z', now)).toBe('9:05');
    expect(left('2026-11-29T11:00:00Z', now)).toBe('0:00');
  });
});

describe('explorer links', () => {
  it('follow the configuration and are never a script', () => {
    const config = (transaction: string) => ({ cluster: 'devnet' as const, explorer: { transaction, address: '' } });
    expect(explorerLink('transaction', 'sig', config('https://explorer.solana.com/tx/{signature}?cluster=devnet'))).toBe('https://explorer.solana.com/tx/sig?cluster=devnet');
    expect(explorerLink('transaction', 'sig', config('javascript:{signature}'))).toBeNull();
    expect(explorerLink('transaction', 'sig', null)).toBeNull();
  });
});
