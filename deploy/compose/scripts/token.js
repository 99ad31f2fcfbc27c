/** Prints a bearer token of this installation: token.js --user 7 [--wallet ADDRESS] [--role user,admin] */
import { parseArgs } from 'node:util';
import { token } from '../lib/story/api.js';
import { readRun } from '../lib/story/run.js';

const { values } = parseArgs({ options: { user: { type: 'string' }, wallet: { type: 'string' }, role: { type: 'string', default: 'user' } } });
if (!values.user) {
  console.error('usage: token --user ID [--wallet ADDRESS] [--role user,admin]');
  process.exit(2);
}
console.log(await token(readRun().jwt.privateKey, { userId: values.user, wallet: values.wallet, roles: values.role.split(',') }));
