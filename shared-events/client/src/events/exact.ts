import { Decimal } from '../decimal.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** No text of the programme begins so; one that does and is no number stays a text. */
const MARK = '\u0000decimal:';
const MARKED = /^\0decimal:-?\d+(\.\d+)?$/;

/**
 * `JSON.parse`, but amounts keep every digit: a number with a fraction, or too large for a number
 * of JavaScript (written without an exponent, as all of ours are), becomes a {@link Decimal}.
 */
export function parseExact(text: string): unknown {
  JSON.parse(text); // Refuses what is no JSON before anything is replaced.
  const marked = text.replace(TOKEN, (token) =>
    /^"|[eE]/.test(token) || (Number.isSafeInteger(Number(token)) && !token.includes('.'))
      ? token
      : JSON.stringify(MARK + token),
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && MARKED.test(value)
      ? Decimal.of(value.slice(MARK.length))
      : value,
  );
}
