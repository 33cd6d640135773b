import type { Plugin } from '@sontechsp/sdk';

interface Field { readonly title?: string; readonly description?: string; readonly enum?: readonly unknown[] }

/** Keys of the sentences a person may come to see of a plugin, besides those its screens ask for. */
export function wordsOf({ permissions, jobs, errors, screens, settings, adapters }: Plugin): string[] {
  const fields = [settings?.schema, ...adapters.map(one => one.connection)].flatMap(schema => Object.values((schema?.properties ?? {}) as Record<string, Field>));
  return [
    ...permissions.map(one => `permissions.${one.id}`),
    ...jobs.map(one => `jobs.${one.id}`),
    ...errors.flatMap(table => Object.keys(table.table).map(code => `errors.${code}`)),
    // A title may be a sentence in place of a key.
    ...[...screens.map(one => one.title), ...fields.flatMap(one => [one.title ?? '', one.description ?? ''])].filter(isKey),
    ...fields.flatMap(({ title, enum: words = [] }) => (title && isKey(title) ? words.filter(one => typeof one === 'string').map(one => `${title}.${one}`) : [])),
  ];
}
const isKey = (text: string): boolean => /^[a-zA-Z]\w*(\.\w+)+$/.test(text);
