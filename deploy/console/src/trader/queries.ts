import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { codeOf } from '../api/errors';
import type { Operation } from '../api/types';
import { useApi, useSession } from '../auth/context';
import { useLive } from '../shell/live';
import { isOver } from './steps';

/** The feed says what changes; a poll catches what was missed, and does the work while there is no feed. */
const PORTFOLIO_INTERVAL_MS = 3_000;
const LIVE_PORTFOLIO_INTERVAL_MS = 30_000;
const OPERATION_INTERVAL_MS = 1_500;
const START_ATTEMPTS = 4;
const START_DELAY_MS = 800;
const NOT_YET = ['NFT_CLAIM_FAILED', 'NFT_UPGRADE_FAILED'];

export function usePortfolio() {
  const api = useApi();
  const { state } = useLive();
  return useQuery({
    queryKey: ['portfolio', useSession()?.userId],
    queryFn: api.portfolio,
    refetchInterval: state === 'open' ? LIVE_PORTFOLIO_INTERVAL_MS : PORTFOLIO_INTERVAL_MS,
  });
}

export function useOperation(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['operation', id],
    queryFn: () => api.operation(id),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.status) ? false : OPERATION_INTERVAL_MS),
  });
}

/** Begins a claim or an upgrade and goes to its page. */
export function useStart() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (level: number) => (level === 1 ? api.claim() : api.upgrade(level)),
    // The page says that it can be had; who starts operations may learn of it a moment later.
    retry: (failures, error) => failures < START_ATTEMPTS && NOT_YET.includes(codeOf(error) ?? ''),
    retryDelay: START_DELAY_MS,
    onSuccess: (operation) => {
      queries.setQueryData(['operation', operation.id], operation);
      void navigate(`/operations/${operation.id}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['portfolio'] }),
  });
}

export function useActivate() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({ mutationFn: api.activate, onSettled: () => queries.invalidateQueries({ queryKey: ['portfolio'] }) });
}

export function useBind() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({ mutationFn: api.bind, onSettled: () => queries.invalidateQueries({ queryKey: ['portfolio'] }) });
}

/** A change of an operation; what the server answers is shown at once. */
export function useChange<T>(change: (input: T) => Promise<Operation>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (operation) => queries.setQueryData(['operation', operation.id], operation),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['operation'] });
      void queries.invalidateQueries({ queryKey: ['portfolio'] });
    },
  });
}
