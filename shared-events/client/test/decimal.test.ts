import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/index.js';

describe('Decimal', () => {
  it('keeps every digit of a DECIMAL(30,10)', () => {
    const text = '49999999.9999999999';
    expect(Decimal.of(text).toString()).toBe(text);
    expect(Decimal.of(text).lessThan('50000000')).toBe(true);
    expect(Decimal.of(text).ratioOf('50000000')).toBe(0.9999);
    expect(JSON.stringify({ amount: Decimal.of(text) })).toBe(`{"amount":"${text}"}`);
  });

  it('is 1 of the whole only when all of it is there', () => {
    expect(Decimal.of('50000000').ratioOf('50000000')).toBe(1);
    expect(Decimal.of('-1').ratioOf('50000000')).toBe(0);
    expect(Decimal.of('7').ratioOf(0)).toBe(1);
  });

  it('adds, subtracts and multiplies exactly', () => {
    expect(Decimal.of('0.1').plus('0.2').toString()).toBe('0.3');
    expect(Decimal.of('0.1').minus('0.25').toString()).toBe('-0.15');
    expect(Decimal.of('1.10').times(3n).toString()).toBe('3.3');
    expect(Decimal.of('1.10').equals('1.1')).toBe(true);
    expect(Decimal.of('-0.0').toString()).toBe('0');
  });

  it('formats without rounding up', () => {
    expect(Decimal.of('49999999.9999999999').format('en', { maximumFractionDigits: 2 })).toBe(
      '49,999,999.99',
    );
    expect(Decimal.of('49999999.9999999999').format('en')).toBe('49,999,999.9999999999');
    expect(Decimal.of('12').format('en', { minimumFractionDigits: 2 })).toBe('12.00');
  });

  it('refuses what is no exact decimal', () => {
    for (const bad of ['', '1e3', '1.', '.5', 'NaN', ' 1', 0.1, Number.NaN, 2 ** 60]) {
      expect(() => Decimal.of(bad), String(bad)).toThrow(RangeError);
    }
    expect(Decimal.of(5).toString()).toBe('5');
  });
});
