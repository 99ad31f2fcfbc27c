/* A handful of strokes on a 24 grid; decorative, the text beside them says it. */
const PATHS = {
  card: 'M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4 15l4.500-4 4 3.500 3-2.500 4.500 4',
  badge: 'M12 3l2.600 2 3.200-.200 .800 3.100 2.500 2-1.100 3 .700 3.200-2.900 1.300-1.300 2.900-3.200-.700-3 1.100-2-2.500-3.100-.800 .200-3.200-2-2.600 2-2.600-.200-3.200 3.100-.800zM9 12l2.200 2.200L15.500 10',
  history: 'M4 5v5h5M4.600 14a8 8 0 1 0 1.600-7.400L4 10M12 8v4.500l3 1.800',
  overview: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  search: 'M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM20 20l-4.800-4.800',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15.500 9h.01',
  letter: 'M4 6h16v12H4zM4 7l8 6 8-6',
  trophy: 'M8 4h8v6a4 4 0 0 1-8 0zM8 6H5a3 3 0 0 0 3 4M16 6h3a3 3 0 0 1-3 4M12 14v4M8.500 20h7',
  out: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  external: 'M13 5h6v6M19 5l-8 8M17 14v5H5V7h5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12.500l4.500 4.500L19 7',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v2M12 20v2M4.900 4.900l1.400 1.400M17.700 17.700l1.400 1.400M2 12h2M20 12h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  user: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.500 20a7.500 7.500 0 0 1 15 0',
  spark: 'M12 3l1.800 5.200L19 10l-5.200 1.800L12 17l-1.800-5.200L5 10l5.200-1.800zM19 16l.700 2 2 .700-2 .700-.700 2-.700-2-2-.700 2-.700z',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  refresh: 'M20 5v5h-5M19.400 14a8 8 0 1 1-1.600-7.400L20 10',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
