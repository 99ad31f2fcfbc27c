import { Refused } from './trader.js';

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const TOPICS = {
  'qualification-service': ['trades', 'users', 'badge-events', 'nft-events', 'qualification-commands'],
  'badge-service': ['task-events', 'badge-commands'],
  'minting-service': ['minting-commands', 'users', 'competition-results', 'badge-events'],
  'upgrade-orchestrator': ['saga-replies', 'qualification-events', 'users', 'nft-events', 'badge-events'],
};
const text = (content, bytes = Buffer.byteLength(content), complete = true) => ({ text: content, encoding: 'utf8', bytes, complete });

/** Dead letters: plain ones, one of bytes, one that is huge, one that is cut, and one from an enemy. */
export class Letters {
  all = [
    this.letter('qualification-service', 'trades', 'BadMessageException', 'the body does not fit: amount is no number', text('{"tradeId":"t-81","amount":"1,5"}')),
    this.letter('qualification-service', 'trades', 'BadMessageException', 'the body is not UTF-8', { text: 'AAH/gP8=', encoding: 'base64', bytes: 5, complete: true }),
    this.letter('qualification-service', 'trades', 'BadMessageException', `the body is too long ${'and on '.repeat(60)}`, text('x'.repeat(16_384), 262_144, false)),
    this.letter('qualification-service', 'trades', 'BadMessageException', 'evil \u202egnp.exe\u200b <script>alert(1)</script>', text('{"\u202e":"<img src=x onerror=alert(1)>"}')),
    this.letter('qualification-service', 'trades', 'RecordTooLargeException', 'the value is larger than 256 KiB', null, 'value of 3145728 bytes left out'),
    this.letter('minting-service', 'users', 'IllegalStateException', 'failed 5 times: deadlock found when trying to get lock', text('{"userId":"42","walletAddress":null}')),
  ];

  letter(service, topic, exception, reason, payload, cut = null) {
    const offset = (this.offsets = (this.offsets ?? 40) + 1);
    return {
      service, reason,
      view: {
        topic, partition: 0, offset, origin: `${topic}-3-${offset * 91}`, recordedAt: ago(300 - offset), failedAt: ago(290 - offset), key: offset % 2 ? text(`9xQeWvG816bUx9EPjHmaT23y${offset}`) : null, bytes: payload?.bytes ?? 0,
        messageId: offset % 3 ? `01JD${offset}` : null, messageType: topic, source: '/platform', reason: reason.slice(0, 500), exception: `io.aiw3.nft.kit.inbox.${exception}`, cut, state: 'pending', act: null,
      },
      headers: [{ name: 'ce_id', value: `01JD${offset}` }, { name: 'ce_source', value: '/platform' }, { name: 'traceparent', value: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }],
      stack: `io.aiw3.nft.kit.inbox.${exception}: ${reason}\n\tat io.aiw3.nft.kit.inbox.MessageDecoder.decode(MessageDecoder.java:61)\n\tat io.aiw3.nft.kit.inbox.MessageProcessor.process(MessageProcessor.java:112)`,
      payload,
    };
  }

  of(service, topic) {
    if (!TOPICS[service]?.includes(topic)) throw new Refused(404, 'NOT_FOUND', { resource: 'topic', id: topic });
    return this.all.filter((one) => one.service === service && one.view.topic === topic).toReversed();
  }

  counts(service) {
    return TOPICS[service].toSorted().map((topic) => {
      const found = this.of(service, topic);
      return { topic: `${topic}.dlq`, records: found.length, newestAt: found[0]?.view.failedAt ?? null };
    });
  }

  /** Three a page, so that there is more than one. */
  page(service, topic, parameters) {
    const cursor = parameters.get('cursor');
    const found = this.of(service, topic).filter(({ view }) => (parameters.get('state') === 'all' || view.state === 'pending') && (!cursor || view.offset < Number(cursor.slice(2))));
    return { items: found.slice(0, 3).map(({ view }) => view), next: found.length > 3 ? `0-${found[2].view.offset}` : null };
  }

  find(service, topic, offset) {
    const found = this.of(service, topic).find(({ view }) => view.offset === Number(offset));
    if (!found) throw new Refused(404, 'NOT_FOUND', { resource: 'dead letter', id: `${topic} 0 ${offset}` });
    return found;
  }

  detail(service, topic, offset) {
    const { view, reason, stack, headers, payload } = this.find(service, topic, offset);
    return { letter: view, reason, stack, headers, payload };
  }

  act(service, topic, offset, act, reason, actor) {
    const { view } = this.find(service, topic, offset);
    const state = act === 'replay' ? 'replayed' : 'discarded';
    if ((view.state !== 'pending' && view.state !== state) || (act === 'replay' && view.cut)) throw new Refused(409, 'DEAD_LETTER_NOT_PENDING', { topic, partition: 0, offset: Number(offset) });
    if (view.state === 'pending') Object.assign(view, { state, act: { actor, reason, at: ago(0) } });
    return { ...view };
  }
}
