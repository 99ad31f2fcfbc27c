import { describe, expect, it } from 'vitest';
import { fullest, keyText, topicsOf, visible } from '../src/operator/letters';

const count = (topic: string, records: number) => ({ topic: `${topic}.dlq`, records, newestAt: null });
const picture = {
  users: { deadLetters: [count('trades', 1), count('users', 0)] },
  badges: { deadLetters: null },
  chain: { deadLetters: [count('minting-commands', 0), count('users', 7)] },
  operations: null,
  unavailable: ['operations'],
} as never;

describe('dead letters by service', () => {
  it('have the fullest topic first, and none where nothing is known', () => {
    expect(topicsOf(picture, 'minting-service')).toEqual([
      { topic: 'users', records: 7 },
      { topic: 'minting-commands', records: 0 },
    ]);
    expect(topicsOf(picture, 'badge-service')).toBeNull();
    expect(topicsOf(picture, 'upgrade-orchestrator')).toBeNull();
  });

  it('begin at the service with the fullest topic', () => {
    expect(fullest(picture)).toBe('minting-service');
  });
});

describe("somebody else's text", () => {
  it('is shown as it is, with what cannot be seen or turns the order written out', () => {
    expect(visible('a\n\tb é 中 😀 <script>')).toBe('a\n\tb é 中 😀 <script>');
    expect(visible('\u0000x\u202egnp.exe\u200b\ufeff')).toBe('\\u0000x\\u202egnp.exe\\u200b\\ufeff');
  });

  it('says of a key that it goes on', () => {
    expect(keyText(null)).toBeNull();
    expect(keyText({ text: 'abc', encoding: 'utf8', bytes: 300, complete: false })).toBe('abc…');
  });
});
