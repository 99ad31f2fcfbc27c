import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds an API: the mock server, or a running suite's gateway.
const api = process.env.CONSOLE_API ?? 'http://127.0.0.1:4180';

const client = (file: string) => fileURLToPath(new URL(`../../shared-events/client/src/${file}`, import.meta.url));

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  resolve: {
    // The client's sources, so that nothing has to be built before and only what is used comes along.
    alias: [
      { find: /^@aiw3\/nft-client$/, replacement: client('index.ts') },
      { find: /^@aiw3\/nft-client\/wallet$/, replacement: client('wallet/index.ts') },
    ],
  },
  build: {
    outDir: 'target/dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // A file inlined as data: would need a weaker content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 4173,
    proxy: {
      '/api': { target: api, ws: true },
      '/local': api,
      '/art': api,
      '/console/config.json': api,
    },
  },
  test: {
    // Pages say themselves that they need a document.
    environment: 'node',
    testTimeout: 60_000,
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
