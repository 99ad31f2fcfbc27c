/** The public topics for Node consumers: CloudEvents in binary content mode, as Kafka carries them. */
import { NftError } from '../errors.js';
import { EVENT_TYPES, type EventBodies } from '../generated/events.js';

export type * from '../generated/events.js';
export { EVENT_TYPES } from '../generated/events.js';
export { parseExact } from './exact.js';

/** A message of a public topic. */
export interface NftEvent<T extends keyof EventBodies = keyof EventBodies> {
  /** Topic and event, such as `nft-events.upgraded`; names the type of `body`. */
  type: T;
  /** Unique within its source. */
  id: string;
  /** The publishing service. */
  source: string;
  /** When it happened, ISO-8601 UTC. */
  time: string;
  /** W3C trace context. */
  traceparent?: string;
  body: EventBodies[T];
  /** The body as it was sent: `parseExact` reads its amounts without losing digits. */
  text: string;
}

/** Each type with its own body: `switch (event.type)` tells them apart. */
export type AnyNftEvent = { [T in keyof EventBodies]: NftEvent<T> }[keyof EventBodies];

/** What every Kafka client gives: headers as an object or a Map, bytes or texts. */
export interface KafkaMessage {
  headers?: Record<string, HeaderValue> | ReadonlyMap<string | Uint8Array, HeaderValue>;
  value: Uint8Array | string | null;
}

type HeaderValue = Uint8Array | string | (Uint8Array | string)[] | undefined | null;

/** The message is no event of this programme. */
export class MalformedEventError extends NftError {
  override name = 'MalformedEventError';
}

/**
 * Reads a message of `nft-events`, `badge-events`, `qualification-events` or `upgrade-events`.
 *
 * @returns undefined for a type that this version does not know: a newer producer may have more
 * @throws MalformedEventError
 */
export function parseEvent(message: KafkaMessage): AnyNftEvent | undefined {
  const header = headersOf(message);
  const type = required(header, 'ce_type');
  const version = required(header, 'ce_specversion');
  if (version !== '1.0') {
    throw new MalformedEventError(`CloudEvents ${version} is not known`);
  }
  const envelope = {
    id: required(header, 'ce_id'),
    source: required(header, 'ce_source'),
    time: required(header, 'ce_time'),
  };
  if (!isKnown(type) || required(header, 'ce_schemaversion') !== '1') {
    return undefined;
  }
  const text = message.value === null ? '' : textOf(message.value);
  const body = bodyOf(text);
  if (body.eventType !== type.slice(type.indexOf('.') + 1)) {
    throw new MalformedEventError(`a body of ${String(body.eventType)} came as ${type}`);
  }
  const traceparent = header('traceparent');
  return {
    type,
    ...envelope,
    ...(traceparent === undefined ? {} : { traceparent }),
    body,
    text,
  } as unknown as AnyNftEvent;
}

/** Under this an event counts once: a message may be delivered again. */
export function eventKey({ source, id }: Pick<NftEvent, 'source' | 'id'>): string {
  return `${source} ${id}`;
}

function isKnown(type: string): type is keyof EventBodies {
  return (EVENT_TYPES as readonly string[]).includes(type);
}

function headersOf({ headers }: KafkaMessage): (name: string) => string | undefined {
  const entries: [unknown, HeaderValue][] =
    headers instanceof Map ? [...headers] : Object.entries(headers ?? {});
  const byName = new Map(entries.map(([name, value]) => [textOf(name as string), value]));
  return (name) => {
    const value = byName.get(name);
    const one = Array.isArray(value) ? value.at(-1) : value;
    return one === undefined || one === null ? undefined : textOf(one);
  };
}

function required(header: (name: string) => string | undefined, name: string): string {
  const value = header(name);
  if (!value) {
    throw new MalformedEventError(`the header ${name} is missing`);
  }
  return value;
}

function textOf(value: Uint8Array | string): string {
  return typeof value === 'string' ? value : new TextDecoder().decode(value);
}

function bodyOf(text: string): { eventType?: unknown; data: object } {
  try {
    const body = JSON.parse(text) as { eventType?: unknown; data: object } | null;
    if (body && typeof body.data === 'object' && body.data) {
      return body;
    }
  } catch (cause) {
    throw new MalformedEventError('the body is not JSON', { cause });
  }
  throw new MalformedEventError('the body has no data');
}
