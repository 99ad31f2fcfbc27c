import type { Artwork } from '../api/types';

const files = import.meta.glob<string>('../assets/art/**/*.webp', { eager: true, import: 'default', query: '?url' });
const SMALL = 240;
const LARGE = 480;

/** The programme's own art, for a tier whose definition cannot be shown. */
export const art = (level: number, width = LARGE) => {
  const name = (of: number) => `../assets/art/${width <= SMALL ? 'small/' : ''}level-${of}.webp`;
  return files[name(level)] ?? files[name(1)]!;
};

/** The smallest picture that is sharp at this width, else the whole one, else our own. */
export function pictureOf(artwork: Artwork[] | null, level: number, width: number): string {
  const work = artwork?.find((one) => one.level === level);
  if (!work) return art(level, width);
  const fitting = work.images.filter((image) => image.width >= width).sort((a, b) => a.width - b.width)[0];
  return fitting?.url ?? work.imageUri;
}

/** A picture in all its widths: the browser takes the one that its screen needs. `sizes` is how wide it is shown, as in HTML. */
export function picture(artwork: Artwork[] | null, level: number, sizes: string): { src: string; srcSet?: string; sizes?: string } {
  const images = artwork?.find((one) => one.level === level)?.images ?? [SMALL, LARGE].map((width) => ({ width, url: art(level, width) }));
  const src = pictureOf(artwork, level, LARGE);
  return images.length > 0 ? { src, sizes, srcSet: images.map(({ url, width }) => `${url.replaceAll(',', '%2C')} ${width}w`).join(', ') } : { src };
}
