import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { office } from '../src/i18n/office';
import { pages } from '../src/i18n/pages';
import { zh } from '../src/i18n/zh';

const flat = (texts: object, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value as object, `${prefix}${key}.`)));

describe('the languages', () => {
  it('say the same with the same values', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).filter((name) => name !== 'count').sort();
    const chinese = new Map(flat(zh));
    for (const [key, text] of [en, pages, office].flatMap((texts) => flat(texts))) expect([key, placeholders(chinese.get(key) ?? 'missing')]).toEqual([key, placeholders(text)]);
  });
});
