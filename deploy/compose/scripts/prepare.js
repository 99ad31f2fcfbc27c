/**
 * Makes the secrets of this installation, once, each in the volume of the one who needs it. Nothing
 * secret is in the repository, and a second run changes nothing.
 *
 *   node prepare.js <dir>    <dir>/<name> is the volume of <name>
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The users of the images that read.
const SUITE = 65532;
const MYSQL = 999;
const GRAFANA = 472;
const SCHEMAS = {
  'qualification-service': 'qualification', 'badge-service': 'badge', 'minting-service': 'minting', 'upgrade-orchestrator': 'upgrade',
};

const root = process.argv[2];
if (!root) {
  console.error('usage: node prepare.js <directory of the volumes>');
  process.exit(2);
}
const asRoot = process.getuid() === 0;

function secret(volume, name, owner, make) {
  const directory = join(root, volume);
  const file = join(directory, name);
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, make(), { mode: 0o400 });
    if (asRoot) {
      chmodSync(directory, 0o755);
      chownSync(file, owner, owner);
    }
    console.log(`made ${volume}/${name}`);
  }
}

const password = () => randomBytes(24).toString('base64url');
const passwords = Object.fromEntries(Object.keys(SCHEMAS).map((service) => [service, password()]));

function schemas() {
  return Object.entries(SCHEMAS).map(([service, schema]) => [
    `CREATE DATABASE IF NOT EXISTS \`${schema}\`;`,
    `CREATE USER IF NOT EXISTS '${schema}'@'%' IDENTIFIED BY '${passwords[service]}';`,
    `GRANT ALL ON \`${schema}\`.* TO '${schema}'@'%';\n`,
  ].join('\n')).join('');
}

/** As the Solana command line writes a key: seed and public key, 64 bytes. */
function wallet() {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return `${JSON.stringify([...Buffer.from(d, 'base64url'), ...Buffer.from(x, 'base64url')])}\n`;
}

// What belongs together is made together, or the two halves would not fit.
if (!existsSync(join(root, 'mysql', '10-schemas.sql'))) {
  for (const service of Object.keys(SCHEMAS)) {
    rmSync(join(root, service, 'service.properties'), { force: true });
    secret(service, 'service.properties', SUITE, () => `quarkus.datasource.password=${passwords[service]}\n`);
  }
  secret('mysql', 'root-password', MYSQL, password);
  secret('mysql', '10-schemas.sql', MYSQL, schemas);
}
if (!existsSync(join(root, 'tokens', 'public-key.pem'))) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  rmSync(join(root, 'tokens-private', 'jwt-private.pem'), { force: true });
  secret('tokens-private', 'jwt-private.pem', SUITE, () => privateKey);
  secret('tokens', 'public-key.pem', SUITE, () => publicKey);
}
secret('minting-service', 'wallet.json', SUITE, wallet);
secret('minting-service', 'derivation-secret.hex', SUITE, () => `${randomBytes(32).toString('hex')}\n`);
secret('grafana', 'admin-password', GRAFANA, password);
