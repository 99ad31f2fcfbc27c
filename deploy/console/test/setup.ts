import { afterEach, beforeEach, vi } from 'vitest';

if (typeof document !== 'undefined') {
  const { cleanup, configure } = await import('@testing-library/react');
  const { startLanguages } = await import('../src/i18n');
  configure({ asyncUtilTimeout: 25_000 });
  // What jsdom does not have.
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('CSS', { escape: (text: string) => text });

  beforeEach(async () => {
    localStorage.clear();
    localStorage.setItem('aiw3.language', 'en');
    await startLanguages();
  });

  afterEach(cleanup);
}
