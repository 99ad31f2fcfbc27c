import type { Definition } from '../api/types';

/** What the service would refuse of a definition, said before it is sent; it checks all of this again. */
export type TextFault = 'empty' | 'long' | 'blanks' | 'control';
export type ImageFault = 'missing' | 'large' | 'png' | 'sides';

/** Bytes of UTF-8 for what is on the chain, characters for the description. */
export const LONGEST = { name: 32, symbol: 10, description: 1000 } as const;
export type TextField = keyof typeof LONGEST;
export const LARGEST_IMAGE = 1024 * 1024;
export const LARGEST_SIDE = 4096;

export const length = (field: TextField, text: string) => (field === 'description' ? text.length : new TextEncoder().encode(text).length);

export function textFault(field: TextField, text: string): TextFault | null {
  if (text.trim() === '') return 'empty';
  if (length(field, text) > LONGEST[field]) return 'long';
  if (/[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u.test(text)) return 'control';
  return field !== 'description' && text !== text.trim() ? 'blanks' : null;
}

const HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52];
const TAIL = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** A whole PNG: its signature and first chunk, its last chunk, and sides that fit. */
export function imageFault(bytes: Uint8Array): ImageFault | null {
  if (bytes.length > LARGEST_IMAGE) return 'large';
  if (bytes.length < HEAD.length + 8 + TAIL.length || HEAD.some((byte, i) => bytes[i] !== byte) || TAIL.some((byte, i) => bytes[bytes.length - TAIL.length + i] !== byte)) return 'png';
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sides = [view.getUint32(16), view.getUint32(20)];
  return sides.some((side) => side < 1 || side > LARGEST_SIDE) ? 'sides' : null;
}

export interface Level {
  level: number;
  /** What is minted, or will be first; null: the level has no definition. */
  current: Definition | null;
  /** Newer than that, and not pinned yet; newest first. */
  coming: Definition[];
  earlier: Definition[];
}

/** The revisions of every level of the catalogue, by what they are for it. */
export function levels(all: Definition[], catalogue: number[] = []): Level[] {
  const known = [...new Set([...catalogue, ...all.map(({ level }) => level)])].sort((a, b) => a - b);
  return known.map((level) => {
    const revisions = all.filter((one) => one.level === level).sort((a, b) => b.revision - a.revision);
    const current = revisions.find((one) => one.current) ?? null;
    const than = current?.revision ?? 0;
    return { level, current, coming: revisions.filter(({ revision }) => revision > than), earlier: revisions.filter(({ revision }) => revision < than) };
  });
}
