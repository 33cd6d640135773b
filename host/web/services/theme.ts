import type { Signal } from '@preact/signals';
import { remembered } from './remembered.js';

export type Theme = 'light' | 'dark' | 'system';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The chosen theme, on `<html data-theme>`; `system` follows the machine. */
export function createTheme(): Signal<Theme> {
  const theme = remembered<Theme>('theme', 'system');
  theme.subscribe(value => { document.documentElement.dataset['theme'] = value; });
  return theme;
}
