import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decimal } from '../api/types';
import { amountParts, exactTime, relative, shortened } from './format';
import { Icon } from './Icon';

/** An exact amount; the fraction is there, only quieter. */
export function Amount({ value, unit = 'USDT' }: { value: Decimal; unit?: string }) {
  const { i18n } = useTranslation();
  const { whole, fraction } = amountParts(value, i18n.language);
  return (
    <span className="amount">
      {whole}
      {fraction ? <span className="fraction">{fraction}</span> : null} <span className="fraction">{unit}</span>
    </span>
  );
}

const tickers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function onTick(changed: () => void): () => void {
  tickers.add(changed);
  // Nobody has kept it while nobody asked.
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    tickers.forEach((tick) => tick());
  }, 1000);
  return () => {
    tickers.delete(changed);
    if (tickers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time, once a second, from one clock for the whole page. */
export const useNow = () => useSyncExternalStore(onTick, () => now);

/** How long ago; the exact time on hover and for those who read the page with a program. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={exactTime(at, i18n.language)}>
      {relative(at, useNow(), i18n.language)}
    </time>
  );
}

/** An identifier, shortened, or what is said in its place, that a click copies whole. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const end = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(end);
  }, [copied]);
  return (
    <button
      type="button"
      className="copy"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span className="visually-hidden" aria-live="polite">
        {copied || !label ? t(copied ? 'common.copied' : 'common.copy') : null}{' '}
      </span>
      <span title={text}>{label ?? shortened(text)}</span>
      <Icon name={copied ? 'check' : 'copy'} size={13} />
    </button>
  );
}
