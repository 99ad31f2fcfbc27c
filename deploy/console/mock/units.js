/** Exact decimals with ten places, as whole numbers. */
export function units(text) {
  const [whole, fraction = ''] = String(text).split('.');
  return BigInt(whole + fraction.padEnd(10, '0').slice(0, 10));
}

export function text(total) {
  const digits = String(total).padStart(11, '0');
  return `${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '');
}

/** `name` as a number and `nameText` as its exact text. */
export const decimal = (name, total) => ({ [name]: Number(text(total)), [`${name}Text`]: text(total) });
