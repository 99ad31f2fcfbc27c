import { LiveFeed, type LiveState } from '@aiw3/nft-client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState } from 'react';
import { useServices, useSession } from '../auth/context';

interface Live {
  state: LiveState;
}

export const LiveContext = createContext<Live>({ state: 'connecting' });
export const useLive = () => use(LiveContext);

/** As many trades in a second are one read. */
const RENEW_DELAY_MS = 400;

/** Which answers an event makes old. The snapshot comes first on every connection, so it renews all. */
export function staleAfter(event: string): string[] {
  switch (event) {
    case 'nft:transaction_status':
      return ['operation', 'portfolio'];
    case 'nft:qualification_changed':
      return ['portfolio', 'trades'];
    case 'nft:badge_changed':
    case 'nft:awarded':
      return ['portfolio', 'history'];
    default:
      return ['portfolio', 'operation', 'history', 'trades'];
  }
}

/** Reads again what events made old, the events of a moment together. */
export function renewals(queries: Pick<QueryClient, 'invalidateQueries'>): { renew: (event: string) => void; stop: () => void } {
  const stale = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    renew: (event) => {
      staleAfter(event).forEach((key) => stale.add(key));
      timer ??= setTimeout(() => {
        timer = undefined;
        stale.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
        stale.clear();
      }, RENEW_DELAY_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Keeps the trader's pages as new as the feed: one connection for the whole page. */
export function useLiveFeed(enabled: boolean): Live {
  const { client } = useServices();
  const user = useSession()?.userId;
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>({ state: 'connecting' });
  useEffect(() => {
    if (!enabled || !user) return;
    const feed = new LiveFeed(client.options);
    const { renew, stop } = renewals(queries);
    feed.on('event', ({ event }) => renew(event));
    feed.on('gap', () => renew(''));
    feed.on('state', (state) => setLive({ state }));
    const wake = () => document.visibilityState === 'visible' && feed.state === 'lost' && feed.wake();
    document.addEventListener('visibilitychange', wake);
    feed.open();
    return () => {
      document.removeEventListener('visibilitychange', wake);
      stop();
      feed.close();
      setLive({ state: 'connecting' });
    };
  }, [enabled, user, client, queries]);
  return live;
}
