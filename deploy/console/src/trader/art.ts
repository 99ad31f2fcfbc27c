import type { Artwork } from '../api/types';

const files = import.meta.glob<string>('../assets/art/*.webp', { eager: true, import: 'default', query: '?url' });

/** The programme's own art, for a tier whose definition cannot be shown. */
export const art = (level: number) => files[`../assets/art/level-${level}.webp`] ?? files['../assets/art/level-1.webp']!;

/** The smallest picture that is sharp at this width, else the whole one, else our own. */
export function pictureOf(artwork: Artwork[] | null, level: number, width: number): string {
  const work = artwork?.find((one) => one.level === level);
  if (!work) return art(level);
  const fitting = work.images.filter((image) => image.width >= width).sort((a, b) => a.width - b.width)[0];
  return fitting?.url ?? work.imageUri;
}
