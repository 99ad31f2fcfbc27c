import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

/** Bytes of a page's share of the package, minified and gzipped, as a bundler leaves it. */
async function size(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: new URL('../dist', import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]!.contents).length;
}

describe('size', () => {
  const sizes: Record<string, number> = {};
  beforeAll(async () => {
    sizes.all = await size(`export * from './index.js';`);
    sizes.wallet = await size(`export * from './index.js'; export * from './wallet/index.js';`);
    sizes.decimal = await size(`export { Decimal } from './index.js';`);
    sizes.nothing = await size(`import './index.js'; import './wallet/index.js'; import './local-wallet.js'; import './events/index.js';`);
    sizes.local = await size(`export * from './wallet/index.js'; export * from './local-wallet.js';`);
    sizes.without = await size(`export * from './wallet/index.js';`);
    console.info('bytes gzipped:', sizes);
  });

  it('is at most 20 KB without the wallet part', () => expect(sizes.all).toBeLessThanOrEqual(20_000));
  it('is at most 30 KB with it', () => expect(sizes.wallet).toBeLessThanOrEqual(30_000));
  it('keeps the wallet for trying out apart', () => expect(sizes.local).toBeGreaterThan(sizes.without! + 300));
  it('leaves out what is not used', () => {
    expect(sizes.decimal).toBeLessThan(1_500);
    expect(sizes.nothing).toBeLessThan(50);
  });
});
