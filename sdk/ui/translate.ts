/** Values put into a sentence; `n` (or `count`) also chooses the plural form. */
export type MessageValues = Readonly<Record<string, string | number>>;

/**
 * A sentence in the user's language: `t('pos:sale.total', { n: 3 })`. With a number in `n` the forms `key.one`, `key.other` …
 * are looked for first (Intl.PluralRules). A missing key shows itself.
 */
export type Translate = (key: string, values?: MessageValues) => string;
