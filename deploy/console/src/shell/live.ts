import { LiveFeed, type LiveState } from '@aiw3/nft-client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState } from 'react';
import { useServices, useSession } from '../auth/context';

export const LiveContext = createContext<LiveState>('connecting');
export const useLiveState = () => use(LiveContext);

/** Which answers an event makes old. The snapshot comes first on every connection, so it renews all. */
export function staleAfter(event: string): string[] {
  switch (event) {
    case 'nft:transaction_status':
      return ['operation', 'portfolio'];
    case 'nft:qualification_changed':
      return ['portfolio', 'trades'];
    default:
      return ['portfolio', 'operation', 'history', 'trades'];
  }
}

/** Keeps the trader's pages as new as the feed: one connection for the whole page. */
export function useLiveFeed(enabled: boolean): LiveState {
  const { client } = useServices();
  const user = useSession()?.userId;
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (!enabled || !user) return;
    const feed = new LiveFeed(client.options);
    const renew = (keys: string[]) => keys.forEach((key) => void queries.invalidateQueries({ queryKey: [key] }));
    feed.on('event', ({ event }) => renew(staleAfter(event)));
    feed.on('gap', () => renew(staleAfter('')));
    feed.on('state', setState);
    const wake = () => document.visibilityState === 'visible' && feed.state === 'lost' && feed.wake();
    document.addEventListener('visibilitychange', wake);
    feed.open();
    return () => {
      document.removeEventListener('visibilitychange', wake);
      feed.close();
    };
  }, [enabled, user, client, queries]);
  return state;
}
