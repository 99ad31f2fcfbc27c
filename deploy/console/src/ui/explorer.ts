import type { ChainConfig } from '../api/types';

/** Where anybody can look at it; null where the configuration names no explorer. */
export function explorerLink(kind: 'transaction' | 'address', id: string, config: ChainConfig | null): string | null {
  const pattern = config?.explorer?.[kind];
  if (!pattern) return null;
  const link = pattern.replace(kind === 'transaction' ? '{signature}' : '{address}', encodeURIComponent(id));
  return /^https?:\/\//.test(link) ? link : null;
}
