import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState } from 'react';
import { LiveFeed, type LiveMessage, type LiveState } from '../api/live';
import { useServices, useSession } from '../auth/context';

export const LiveContext = createContext<LiveState>('connecting');
export const useLiveState = () => use(LiveContext);

/** Which answers a message makes old. The snapshot comes first on every connection, so it renews all. */
export function staleAfter({ event }: Pick<LiveMessage, 'event'>): string[] {
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
  const { identity } = useServices();
  const user = useSession()?.userId;
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (!enabled || !user) return;
    const feed = new LiveFeed({
      address: `${location.origin.replace(/^http/, 'ws')}/api/v1/nft/events`,
      token: () => identity.current()?.token ?? null,
      onMessage: (message) => staleAfter(message).forEach((key) => void queries.invalidateQueries({ queryKey: [key] })),
      onState: setState,
      onRefused: () => void identity.renew().then(() => feed.wake()),
    });
    const wake = () => feed.wake();
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    feed.open();
    return () => {
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      feed.close();
    };
  }, [enabled, user, identity, queries]);
  return state;
}
