import type { NftClient } from '@aiw3/nft-client';
import { createContext, use, useSyncExternalStore } from 'react';
import type { ConsoleConfig } from '../api/config';
import type { ConsoleApi } from '../api/console';
import type { LocalIdentity } from './local';
import type { OidcIdentity } from './oidc';
import type { Role, Session } from './session';

/** What the whole console works with, made once at the start. */
export interface Services {
  config: ConsoleConfig;
  client: NftClient;
  api: ConsoleApi;
  identity: LocalIdentity | OidcIdentity;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('no services');
  return services;
}

export const useApi = () => useServices().api;

export function useSession(): Session | null {
  const { identity } = useServices();
  return useSyncExternalStore(identity.subscribe, identity.current);
}

export function useRole(role: Role): boolean {
  return useSession()?.roles.includes(role) ?? false;
}
