import { describe, expect, it } from 'vitest';
import { imageFault, LARGEST_IMAGE, levels, textFault } from '../src/operator/definition';
import { aDefinition, aPng } from './mothers';

describe('the texts of a definition', () => {
  it('are counted in bytes where the chain keeps them', () => {
    expect(textFault('name', 'x'.repeat(32))).toBeNull();
    expect(textFault('name', '猿'.repeat(11))).toBe('long');
    expect(textFault('symbol', 'AIW3E567890')).toBe('long');
    expect(textFault('description', '猿'.repeat(1000))).toBeNull();
    expect(textFault('description', 'x'.repeat(1001))).toBe('long');
  });

  it('have no blanks at an end, no control characters and no half characters', () => {
    expect(textFault('name', ' Tech Chicken')).toBe('blanks');
    expect(textFault('symbol', '  ')).toBe('empty');
    expect(textFault('description', 'two\nlines')).toBe('control');
    expect(textFault('name', 'half \ud83d')).toBe('control');
  });
});

describe('the image of a definition', () => {
  it('is a whole PNG of sides that fit', () => {
    expect(imageFault(aPng(640, 640))).toBeNull();
    expect(imageFault(aPng(4097, 10))).toBe('sides');
    expect(imageFault(aPng(0, 10))).toBe('sides');
    expect(imageFault(aPng(640, 640).slice(0, -1))).toBe('png');
    expect(imageFault(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'))).toBe('png');
    expect(imageFault(new Uint8Array(LARGEST_IMAGE + 1))).toBe('large');
  });

  it('is read where it lies in a larger buffer', () => {
    const png = aPng(12, 34);
    const larger = new Uint8Array(png.length + 7);
    larger.set(png, 7);
    expect(imageFault(larger.subarray(7))).toBeNull();
  });
});

describe('the revisions of a level', () => {
  it('are what is minted, what comes once it is pinned, and what was', () => {
    const of = (revision: number, more = {}) => aDefinition({ level: 2, revision, current: false, ...more });
    const [first, second] = levels([of(1), of(3, { pinningState: 'pending' }), of(2, { current: true })], [1, 2, 7]);
    expect(levels([of(1)], [1, 7]).map(({ level }) => level)).toEqual([1, 2, 7]);
    expect(first).toEqual({ level: 1, current: null, coming: [], earlier: [] });
    expect([second!.current?.revision, second!.coming.map(({ revision }) => revision), second!.earlier.map(({ revision }) => revision)]).toEqual([2, [3], [1]]);
  });
});
