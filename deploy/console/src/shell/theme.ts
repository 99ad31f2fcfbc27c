import { useSyncExternalStore } from 'react';

const KEY = 'aiw3.theme';
type Theme = 'light' | 'dark';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const current = (): Theme => {
  const stored = localStorage.getItem(KEY);
  if (stored === 'light' || stored === 'dark') return stored;
  return dark.matches ? 'dark' : 'light';
};

export function applyTheme(): void {
  document.documentElement.dataset.theme = current();
  listeners.forEach((changed) => changed());
}

dark.addEventListener('change', applyTheme);

export function useTheme(): [Theme, () => void] {
  const theme = useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, current);
  return [
    theme,
    () => {
      localStorage.setItem(KEY, theme === 'dark' ? 'light' : 'dark');
      applyTheme();
    },
  ];
}
