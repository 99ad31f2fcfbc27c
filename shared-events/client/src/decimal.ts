/** What an amount can be made of. A number only while it is an integer that a number holds exactly. */
export type DecimalInput = Decimal | string | bigint | number;

const TEXT = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * An exact decimal number, such as an amount of DECIMAL(30,10). JavaScript's numbers read
 * 49,999,999.9999999999 as 50,000,000: take the API's `…Text` fields and compare, add and format
 * here.
 */
export class Decimal {
  readonly #unscaled: bigint;
  readonly #scale: number;

  private constructor(unscaled: bigint, scale: number) {
    this.#unscaled = unscaled;
    this.#scale = scale;
  }

  /**
   * @throws RangeError if it is no decimal number in plain writing, or a number that may have lost
   *   digits already
   */
  static of(value: DecimalInput): Decimal {
    if (value instanceof Decimal) {
      return value;
    }
    if (typeof value === 'bigint') {
      return new Decimal(value, 0);
    }
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError(`${value} may have lost digits: give the amount as a text`);
    }
    const parts = TEXT.exec(String(value));
    if (!parts) {
      throw new RangeError(`not a decimal number: ${value}`);
    }
    const fraction = parts[3] ?? '';
    const unscaled = BigInt(parts[2] + fraction);
    return new Decimal(parts[1] === '-' ? -unscaled : unscaled, fraction.length);
  }

  plus(other: DecimalInput): Decimal {
    const [a, b, scale] = this.#aligned(other);
    return new Decimal(a + b, scale);
  }

  minus(other: DecimalInput): Decimal {
    const [a, b, scale] = this.#aligned(other);
    return new Decimal(a - b, scale);
  }

  times(other: DecimalInput): Decimal {
    const factor = Decimal.of(other);
    return new Decimal(this.#unscaled * factor.#unscaled, this.#scale + factor.#scale);
  }

  /** Negative, zero or positive: for `sort`. */
  compare(other: DecimalInput): number {
    const [a, b] = this.#aligned(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: DecimalInput): boolean {
    return this.compare(other) === 0;
  }

  lessThan(other: DecimalInput): boolean {
    return this.compare(other) < 0;
  }

  atLeast(other: DecimalInput): boolean {
    return this.compare(other) >= 0;
  }

  isZero(): boolean {
    return this.#unscaled === 0n;
  }

  isNegative(): boolean {
    return this.#unscaled < 0n;
  }

  /**
   * How much of `whole` this is, for a progress bar: from 0 to 1, rounded down to four decimals, so
   * that 1 means all of it.
   */
  ratioOf(whole: DecimalInput): number {
    const [part, all] = this.#aligned(whole);
    if (all <= 0n || part >= all) {
      return 1;
    }
    return part <= 0n ? 0 : Number((part * 10_000n) / all) / 10_000;
  }

  /** Cut to `digits` after the point, never rounded up: an amount that is not there is not shown. */
  truncate(digits: number): Decimal {
    return digits >= this.#scale
      ? this
      : new Decimal(this.#unscaled / 10n ** BigInt(this.#scale - digits), digits);
  }

  /** Plain writing without an exponent, trailing zeros dropped. */
  toString(): string {
    const digits = (this.#unscaled < 0n ? -this.#unscaled : this.#unscaled)
      .toString()
      .padStart(this.#scale + 1, '0');
    const point = digits.length - this.#scale;
    const fraction = digits.slice(point).replace(/0+$/, '');
    return (
      (this.#unscaled < 0n ? '-' : '') + digits.slice(0, point) + (fraction ? `.${fraction}` : '')
    );
  }

  toJSON(): string {
    return this.toString();
  }

  /** For people, exact: `Intl.NumberFormat` takes the text and not a number. */
  format(locale?: string | string[], options: Intl.NumberFormatOptions = {}): string {
    const digits = options.maximumFractionDigits ?? 10;
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, ...options });
    return format.format(this.truncate(digits).toString() as Intl.StringNumericLiteral);
  }

  #aligned(other: DecimalInput): [bigint, bigint, number] {
    const second = Decimal.of(other);
    const scale = Math.max(this.#scale, second.#scale);
    return [this.#at(scale), second.#at(scale), scale];
  }

  #at(scale: number): bigint {
    return this.#unscaled * 10n ** BigInt(scale - this.#scale);
  }
}
