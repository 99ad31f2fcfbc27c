// Writes the README's snippets to test/snippets/, where they are compiled and run.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const root = new URL('..', import.meta.url);
const out = new URL('test/snippets/', root);
const readme = await readFile(new URL('README.md', root), 'utf8');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [, name, code] of readme.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)) {
  await writeFile(new URL(name, out), code);
}
await writeFile(
  new URL('page.d.ts', out),
  `import type { KafkaMessage } from '@aiw3/nft-client/events';
import type { SigningWallet } from '@aiw3/nft-client/wallet';

declare global {
  const session: { token(fresh: boolean): string };
  const wallet: SigningWallet;
  const messages: AsyncIterable<KafkaMessage>;
  function show(...values: unknown[]): void;
}
`,
);
