import { NftClient } from '@aiw3/nft-client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App';
import { readConfig } from './api/config';
import { ConsoleApi } from './api/console';
import { transport } from './api/transport';
import { ServicesContext, type Services } from './auth/context';
import { startLanguages } from './i18n';
import { applyTheme } from './shell/theme';
import { StartFailed } from './shell/StartFailed';
import './ui/base.css';
import './ui/components.css';

applyTheme();
const root = createRoot(document.getElementById('root')!);

async function services(): Promise<Services> {
  const [config] = await Promise.all([readConfig(), startLanguages()]);
  // Neither sign-in is part of the first view of the other.
  const identity = config.oidc
    ? await (await import('./auth/oidc')).OidcIdentity.restore(config.oidc)
    : await (await import('./auth/local')).LocalIdentity.restore();
  // Pages learn of wallets when they come: nothing waits for this one.
  if (config.local) void import('./local/wallet').then(({ startLocalWallet }) => startLocalWallet());
  const client = new NftClient({
    baseUrl: location.origin,
    token: async (fresh) => {
      if (fresh) await identity.renew();
      return identity.current()?.token;
    },
  });
  return { config, identity, client, api: new ConsoleApi(transport(client)) };
}

const queries = new QueryClient({
  defaultOptions: {
    // The transport repeats what may succeed; what is shown stays while it is renewed.
    queries: { retry: false, staleTime: 2_000, refetchOnReconnect: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

services().then(
  (made) =>
    // As a transition: in slices, so that a slow processor stays responsive.
    startTransition(() =>
      root.render(
        <StrictMode>
          <ServicesContext value={made}>
            <QueryClientProvider client={queries}>
              <BrowserRouter basename={import.meta.env.BASE_URL}>
                <App />
              </BrowserRouter>
            </QueryClientProvider>
          </ServicesContext>
        </StrictMode>,
      ),
    ),
  (error: unknown) => {
    console.error(error);
    root.render(<StartFailed />);
  },
);
