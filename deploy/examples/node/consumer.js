// Prints who holds which NFT, from nft-events: node consumer.js BOOTSTRAP_SERVERS
import { Consumer, stringDeserializers } from '@platformatic/kafka';

const consumer = new Consumer({
  clientId: 'example', groupId: 'example-node', bootstrapBrokers: process.argv[2].split(','), deserializers: stringDeserializers,
});
const messages = await consumer.consume({ topics: ['nft-events'], mode: 'committed', fallbackMode: 'earliest' });
for await (const { value, headers } of messages) {
  const { eventType, timestamp, data } = JSON.parse(value);
  // A record may come twice, with the same id.
  console.log(`${data.userId} ${eventType} ${data.mintAddress ?? data.newMintAddress} ${timestamp} ${headers.get('ce_id')}`);
}
