// Prints who holds which NFT, from nft-events: node consumer.js [BOOTSTRAP_SERVERS]
import { Consumer, stringDeserializers } from '@platformatic/kafka';
import { settings } from './settings.js';

let options;
try {
  options = settings(process.env, process.argv[2]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const consumer = new Consumer({ ...options, deserializers: stringDeserializers });
// In a service: a table with this pair as its key, written in the transaction of the effect.
const seen = new Set();
const messages = await consumer.consume({ topics: ['nft-events'], mode: 'committed', fallbackMode: 'earliest', autocommit: false });
for await (const message of messages) {
  const { value, headers } = message;
  const id = `${headers.get('ce_source')} ${headers.get('ce_id')}`;
  if (!seen.has(id)) {
    const { eventType, timestamp, data } = JSON.parse(value);
    console.log(`${data.userId} ${eventType} ${data.mintAddress ?? data.newMintAddress} ${timestamp} ${headers.get('ce_id')}`);
    seen.add(id);
  }
  // After the effect: a commit before it would lose the message when the process dies in between.
  await message.commit();
}
