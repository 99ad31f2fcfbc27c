import { randomUUID } from 'node:crypto';
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';

/** What the trading platform does: it writes trades, users and tasks. */
export class Platform {
  constructor(bootstrap) {
    this.producer = new Producer({
      clientId: 'story', bootstrapBrokers: bootstrap.split(','), serializers: stringSerializers, retries: 50, retryDelay: 500,
    });
  }

  user(userId, walletAddress) {
    return this.#send('users', String(userId), { userId: String(userId), walletAddress, updatedAt: new Date().toISOString() });
  }

  /**
   * @param {string[]} prices decimals as text: no floating point touches an amount
   * @returns {Promise<string[]>} the ids of the trades
   */
  async trades(walletAddress, prices) {
    const executedAt = new Date().toISOString();
    const ids = prices.map(() => `story-${randomUUID()}`);
    await this.producer.send({
      acks: -1,
      messages: prices.map((price, i) => ({
        topic: 'trades', key: walletAddress,
        value: `{"tradeId":"${ids[i]}","walletAddress":"${walletAddress}","tradeType":"${i % 3 ? 'perpetual' : 'strategy'}",`
          + `"totalUsdPrice":${price},"executedAt":"${executedAt}"}`,
      })),
    });
    return ids;
  }

  task(userId, task, count = 1) {
    return this.#send('task-events', String(userId), { userId: String(userId), task, count, occurredAt: new Date().toISOString() });
  }

  close() {
    return this.producer.close();
  }

  #send(topic, key, body) {
    return this.producer.send({ acks: -1, messages: [{ topic, key, value: JSON.stringify(body) }] });
  }
}

/** All records of a topic so far that have this key: what another team would read. */
export async function readAll(bootstrap, topic, key) {
  const consumer = new Consumer({
    groupId: `story-${randomUUID()}`, clientId: 'story', bootstrapBrokers: bootstrap.split(','), deserializers: stringDeserializers,
  });
  const found = [];
  try {
    const offsets = await consumer.listOffsets({ topics: [topic], timestamp: -1n });
    let missing = offsets.get(topic).reduce((sum, end) => sum + end, 0n);
    const earliest = await consumer.listOffsets({ topics: [topic], timestamp: -2n });
    missing -= earliest.get(topic).reduce((sum, start) => sum + start, 0n);
    if (missing === 0n) return found;
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false, sessionTimeout: 10_000, heartbeatInterval: 1_000 });
    for await (const message of stream) {
      if (message.key === key) found.push({ body: JSON.parse(message.value), headers: message.headers });
      missing -= 1n;
      if (missing === 0n) break;
    }
  } finally {
    await consumer.close(true);
  }
  return found;
}
