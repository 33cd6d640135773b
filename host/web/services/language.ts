import { signal, type ReadonlySignal } from '@preact/signals';
import type { Language, MessageValues, Translate } from '@sontechsp/sdk/ui';
import { remembered } from './remembered.js';
import { uzbekNumbers } from './uzbek.js';

/** `Intl` locales of the four languages (ux.md). */
export const locales: Readonly<Record<Language, string>> = { tr: 'tr-TR', en: 'en-GB', ru: 'ru-RU', uz: 'uz-Latn-UZ' };
/** The locale by which a language writes its numbers in a browser. */
export const numbers = (language: Language): string => (language === 'uz' ? uzbekNumbers : locales[language]);
/** Languages whose catalogues are complete, by their own names. */
export const languages: readonly (readonly [Language, string])[] = [['tr', 'Türkçe'], ['en', 'English'], ['ru', 'Русский'], ['uz', 'Oʻzbekcha']];

export interface Languages {
  readonly current: ReadonlySignal<Language>;
  readonly t: Translate;
  /** Loads the catalogue of the remembered language. */
  start(): Promise<void>;
  choose(language: Language): Promise<void>;
}

type Sentences = Readonly<Record<string, string>>;

export function createLanguages(load: (language: Language) => Promise<Sentences>): Languages {
  const kept = remembered<Language>('language', guess());
  const current = signal(kept.value);
  const sentences = signal<Sentences>({});

  async function choose(language: Language) {
    sentences.value = await load(language);
    current.value = language;
    kept.value = language;
    document.documentElement.lang = language;
  }
  return { current, start: () => choose(kept.value), choose, t: createTranslate(sentences, current) };
}

/** The browser's first language that is ours, else Turkish. */
function guess(): Language {
  const known = navigator.languages.map(l => l.slice(0, 2)).find(l => languages.some(([id]) => id === l));
  return (known as Language | undefined) ?? 'tr';
}

export function createTranslate(sentences: ReadonlySignal<Sentences>, language: ReadonlySignal<Language>): Translate {
  return (key, values = {}) => {
    const known = sentences.value;
    const n = values['n'] ?? values['count'];
    const form = typeof n === 'number' ? new Intl.PluralRules(locales[language.value]).select(n) : undefined;
    const sentence = (form && (known[`${key}.${form}`] ?? known[`${key}.other`])) ?? known[key] ?? key;
    return fill(sentence, values, numbers(language.value));
  };
}

function fill(sentence: string, values: MessageValues, locale: string): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name];
    return value === undefined ? gap : typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}
