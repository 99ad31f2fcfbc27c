const DECIMALS = ['volume', 'shortfall', 'amount'];

/**
 * On the wire a decimal is a number, beside it its exact text. Each amount as that text: `volumeText` where the API gives it, else the number's own digits.
 *
 * @typeParam T the shape in which amounts are text
 */
export function exactly<T>(value: unknown): T {
  if (Array.isArray(value)) return value.map((one: unknown) => exactly(one)) as T;
  if (value === null || typeof value !== 'object') return value as T;
  const from = value as Record<string, unknown>;
  const to: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(from)) {
    const text = from[`${key}Text`];
    if (DECIMALS.includes(key) && typeof field === 'number') to[key] = typeof text === 'string' ? text : plain(field);
    else to[key] = exactly(field);
  }
  return to as T;
}

/** A number without exponent, as the API writes amounts. */
export function plain(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(10).replace(/\.?0+$/, '') : text;
}
