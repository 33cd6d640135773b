import { createToken, type Language, type Locale, type Messages } from '@sontechsp/sdk';

/** The locales of one plugin. */
export interface LocalesOf {
  readonly namespace: string;
  readonly locales: Partial<Record<Language, Locale>>;
}

/** Every sentence of the house: what plugins see as `Messages`, and the whole catalogue for the web. */
export interface MessageBook extends Messages {
  /** All sentences of a language by full key, the fall-back filled in. */
  all(language: string): Readonly<Record<string, string>>;
}
export const MessageBook = createToken<MessageBook>('host.messages');

const fallback: Language = 'tr';

/** Flattens the locales once, so that `{"errors": {"auth.required": …}}` and `{"errors": {"auth": {"required": …}}}` read alike. */
export function createMessages(plugins: readonly LocalesOf[]): MessageBook {
  // Without a prototype: a key named `constructor` is as unknown as any other.
  const blank = (): Record<string, string> => Object.create(null) as Record<string, string>;
  const languages = new Map<string, Record<string, string>>();
  for (const { namespace, locales } of plugins) {
    for (const [language, locale] of Object.entries(locales)) {
      const sentences = languages.get(language) ?? blank();
      languages.set(language, sentences);
      flatten(locale, `${namespace}:`, sentences);
    }
  }
  const spare = languages.get(fallback) ?? blank();
  for (const [language, sentences] of languages) languages.set(language, Object.freeze(Object.assign(blank(), spare, sentences)));
  const of = (language: string) => languages.get(language) ?? spare;

  return {
    text: (language, key, values = {}) => fill(of(language)[key] ?? key, values),
    all: of,
  };
}

function flatten(locale: Locale, prefix: string, into: Record<string, string>): void {
  for (const [key, value] of Object.entries(locale)) {
    if (typeof value === 'string') into[prefix + key] = value;
    else flatten(value, `${prefix}${key}.`, into);
  }
}

/** Puts `values.name` in the place of `{name}`; a placeholder without a value stays, so that the gap is seen. */
function fill(sentence: string, values: Record<string, unknown>): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined || value === null ? placeholder : Array.isArray(value) ? value.join(', ') : String(value);
  });
}
