import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/index.js';
import { EVENT_TYPES, eventKey, MalformedEventError, parseEvent, parseExact } from '../src/events/index.js';

const body = {
  eventType: 'upgraded',
  timestamp: '2026-11-30T00:00:00Z',
  data: { userId: '42', fromLevel: 1, toLevel: 2, fromTier: 'Tech Chicken', toTier: 'Quant Ape', oldMintAddress: 'a', newMintAddress: 'b', transactionSignature: 's', version: 7 },
};
const headers = { ce_specversion: '1.0', ce_id: 'e-1', ce_source: '/minting-service', ce_type: 'nft-events.upgraded', ce_time: '2026-11-30T00:00:00Z', ce_schemaversion: '1', 'content-type': 'application/json' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('parseEvent', () => {
  it.each([
    ['texts', { headers, value: JSON.stringify(body) }],
    ['bytes', { headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, bytes(v)])), value: bytes(JSON.stringify(body)) }],
    ['lists of bytes', { headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [bytes(v)]])), value: bytes(JSON.stringify(body)) }],
    ['a map', { headers: new Map(Object.entries(headers)), value: JSON.stringify(body) }],
    ['a map of bytes', { headers: new Map(Object.entries(headers).map(([k, v]) => [bytes(k), bytes(v)])), value: JSON.stringify(body) }],
  ])('reads %s', (name, message) => {
    const event = parseEvent(message);
    expect(event).toMatchObject({ type: 'nft-events.upgraded', id: 'e-1', source: '/minting-service', body });
    if (event?.type === 'nft-events.upgraded') {
      const level: number = event.body.data.toLevel;
      expect(level).toBe(2);
    }
    expect(event && eventKey(event)).toBe('/minting-service e-1');
  });

  it('passes over what a newer producer may send', () => {
    const value = JSON.stringify(body);
    expect(parseEvent({ headers: { ...headers, ce_type: 'nft-events.renamed' }, value })).toBeUndefined();
    expect(parseEvent({ headers: { ...headers, ce_schemaversion: '2' }, value })).toBeUndefined();
  });

  it.each([
    ['no headers', { value: '{}' }],
    ['no id', { headers: { ...headers, ce_id: '' }, value: JSON.stringify(body) }],
    ['another CloudEvents', { headers: { ...headers, ce_specversion: '2.0' }, value: JSON.stringify(body) }],
    ['no body', { headers, value: null }],
    ['no JSON', { headers, value: '{' }],
    ['no data', { headers, value: '{"eventType":"upgraded"}' }],
    ['another body', { headers, value: JSON.stringify({ ...body, eventType: 'burned' }) }],
  ])('refuses: %s', (name, message) => {
    expect(() => parseEvent(message)).toThrow(MalformedEventError);
  });

  it('knows every public event of the contract', () => {
    const asyncapi = readFileSync(new URL('../../contract/src/main/resources/io/aiw3/nft/contract/asyncapi.yaml', import.meta.url), 'utf8');
    const names = [...asyncapi.matchAll(/messages\/((?:nft|badge|qualification|upgrade)-events\.[a-z_]+)'/g)].map((found) => found[1]);
    expect([...EVENT_TYPES].sort()).toEqual([...new Set(names)].sort());
  });
});

describe('parseExact', () => {
  it('keeps every digit of an amount', () => {
    const value = parseExact('{"a":49999999.9999999999,"b":[12,12.50,-3],"c":"1.5 \\" 2.5","d":12345678901234567890,"e":null}') as Record<string, unknown>;
    expect(String(value.a)).toBe('49999999.9999999999');
    expect(value.b).toEqual([12, expect.any(Decimal), -3]);
    expect(value.c).toBe('1.5 " 2.5');
    expect(String(value.d)).toBe('12345678901234567890');
    expect(value.e).toBeNull();
    expect(() => parseExact('{"a":1.}')).toThrow(SyntaxError);
  });
});
