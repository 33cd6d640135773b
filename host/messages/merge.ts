import type { Language, Locale, PluginSpec } from '@sontechsp/sdk';

type Locales = NonNullable<PluginSpec['locales']>;

function merge(a: Locale, b: Locale): Locale {
  const merged: Record<string, string | Locale> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const there = merged[key];
    merged[key] = typeof there === 'object' && typeof value === 'object' ? merge(there, value) : value;
  }
  return merged;
}

/** Joins the catalogues of several rooms into one per language. */
export function mergeLocales(catalogues: readonly Locales[]): Locales {
  const merged: Locales = {};
  for (const catalogue of catalogues)
    for (const [language, locale] of Object.entries(catalogue) as [Language, Locale][]) merged[language] = merge(merged[language] ?? {}, locale);
  return merged;
}
