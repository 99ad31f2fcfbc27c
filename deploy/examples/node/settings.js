// Where the broker is and who calls it: from the environment, else the suite of deploy/local/up.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The brokers of the suite that runs in this repository; null: none runs. */
function local(directory) {
  for (let at = directory; ; at = dirname(at)) {
    const file = join(at, '.local', 'run.json');
    if (existsSync(file)) {
      return JSON.parse(readFileSync(file, 'utf8')).kafka.bootstrap;
    }
    if (at === dirname(at)) {
      return null;
    }
  }
}

export function settings(environment, servers = environment.KAFKA_BOOTSTRAP_SERVERS, directory = process.cwd()) {
  const brokers = servers || local(directory);
  if (!brokers) {
    throw new Error('Write KAFKA_BOOTSTRAP_SERVERS=host:port, or start deploy/local/up in this repository.');
  }
  const user = environment.KAFKA_USERNAME;
  const ca = environment.KAFKA_CA_FILE;
  return {
    clientId: 'example',
    // The ACLs of the user `platform` allow the groups that begin with `platform.`.
    groupId: environment.KAFKA_GROUP_ID || 'platform.example-node',
    bootstrapBrokers: brokers.split(','),
    ...(ca && { tls: { ca: readFileSync(ca, 'utf8') }, tlsServerName: true }),
    ...(user && { sasl: { mechanism: 'SCRAM-SHA-512', username: user, password: environment.KAFKA_PASSWORD } }),
  };
}
