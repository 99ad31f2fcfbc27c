// Writes the snippets of the README and of the guides to test/snippets/, where they are compiled and run.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const root = new URL('..', import.meta.url);
const out = new URL('test/snippets/', root);
const pages = ['README.md', '../../deploy/docs/frontend.md', '../../deploy/docs/paths.md', '../../deploy/docs/errors.md'];
const readme = (await Promise.all(pages.map((page) => readFile(new URL(page, root), 'utf8')))).join('\n');

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
  const session: { token(fresh: boolean): string; secretKey: string };
  const wallet: SigningWallet;
  const messages: AsyncIterable<KafkaMessage>;
  function show(...values: unknown[]): void;
  function onClick(button: string, act: () => void): void;
}
`,
);
