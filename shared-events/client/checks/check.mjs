// Two linters find nothing in openapi.json, and what four generators make of it compiles with
// tsc --strict. openapi-generator is a jar: its path is the first argument.
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const api = fileURLToPath(new URL('../openapi.json', import.meta.url));
const out = fileURLToPath(new URL('../target/generated/', import.meta.url));
const jar = process.argv[2];
if (!jar) {
  throw new Error('usage: node check.mjs <openapi-generator-cli.jar>');
}
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
const run = promisify(execFile);
const tool = (name, ...args) => command(name, `node_modules/.bin/${name}`, args);

async function command(name, file, args) {
  const start = Date.now();
  try {
    await run(file, args, { cwd: here, env, maxBuffer: 1 << 26 });
  } catch (error) {
    throw new Error(`${name} is not satisfied:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
  console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

await rm(out, { recursive: true, force: true });
await mkdir(`${out}openapi-typescript`, { recursive: true });
const steps = [
  () => tool('redocly', 'lint', '--config', 'rules.redocly.yaml', '--max-problems', '1000', api),
  () => tool('spectral', 'lint', '--ruleset', 'rules.spectral.yaml', '--fail-severity', 'hint', api),
  () => tool('openapi-typescript', api, '-o', `${out}openapi-typescript/schema.ts`),
  () => tool('openapi-ts', '-i', api, '-o', `${out}hey-api`),
  () => tool('orval', '--input', api, '--output', `${out}orval/api.ts`, '--client', 'fetch'),
  () =>
    command('typescript-fetch', 'java', [
      ...['-XX:TieredStopAtLevel=1', '-jar', jar, 'generate', '-g', 'typescript-fetch'],
      ...['-i', api, '-o', `${out}typescript-fetch`],
    ]),
];
const results = await Promise.allSettled(steps.map((step) => step()));
const failed = results.filter((one) => one.status === 'rejected').map((one) => one.reason.message);
if (failed.length === 0) {
  await tool('tsc', '-p', 'tsconfig.json').catch((error) => failed.push(error.message));
}
if (failed.length > 0) {
  console.error(failed.join('\n\n'));
  process.exitCode = 1;
}
