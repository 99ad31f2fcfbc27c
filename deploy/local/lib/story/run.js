import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DEFAULT = fileURLToPath(new URL('../../../../.local/run.json', import.meta.url));

/** The addresses of the running suite, as `deploy/local/up` wrote them. AIW3_RUN_FILE names another file. */
export function readRun() {
  const file = process.env.AIW3_RUN_FILE ?? DEFAULT;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${file} is not there: start the suite first, with deploy/local/up`);
    throw error;
  }
}
