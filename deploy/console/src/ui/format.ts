import type { Decimal } from '../api/types';

/**
 * A decimal of any length, grouped for the language, every digit kept: it is never a floating-point
 * number on the way.
 */
export function amountParts(value: Decimal, language: string): { whole: string; fraction: string } {
  const negative = value.startsWith('-');
  const [digits = '0', decimals = ''] = value.replace('-', '').split('.');
  const whole = new Intl.NumberFormat(language).format(BigInt(digits));
  const fraction = decimals.replace(/0+$/, '');
  return { whole: negative ? `−${whole}` : whole, fraction: fraction ? `.${fraction}` : '' };
}

export const amountText = (value: Decimal, language: string) => {
  const { whole, fraction } = amountParts(value, language);
  return whole + fraction;
};

/** A share of 1 in per cent; 100 % only when it is 1: 0.99996 is not there yet. */
export function percent(share: number, language: string): string {
  const floored = share >= 1 ? 1 : Math.floor(share * 1000) / 1000;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(floored);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export function relative(at: string, now: number, language: string): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

export const exactTime = (at: string, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(at));

/** Minutes and seconds that are left; never negative. */
export function left(until: string, now: number): string {
  const seconds = Math.max(0, Math.floor((Date.parse(until) - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const shortened = (id: string) => (id.length > 13 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id);

const LAMPORTS = 1_000_000_000n;

/** Lamports as SOL, exactly. */
export function sol(lamports: number, language: string): string {
  const whole = BigInt(lamports);
  const fraction = String(whole % LAMPORTS).padStart(9, '0').replace(/0+$/, '');
  return amountText(`${whole / LAMPORTS}${fraction ? `.${fraction}` : ''}`, language);
}
