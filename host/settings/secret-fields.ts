import type { TObject } from 'typebox';

export type Values = Record<string, unknown>;
type Field = { secret?: boolean; properties?: Record<string, Field> };

const fieldsOf = (schema: TObject): [string, Field][] => Object.entries(schema.properties as Record<string, Field>);

/** Names of the fields marked `secret`. An Error for one inside another field: it would be kept in clear. */
export function secretNames(schema: TObject): string[] {
  for (const [name, field] of fieldsOf(schema))
    if (field.secret !== true && /"secret":true/.test(JSON.stringify(field))) throw new Error(`The secret inside the field '${name}' is not at the top of its settings. Move it there.`);
  return fieldsOf(schema).filter(([, field]) => field.secret === true).map(([name]) => name);
}

/** What may be shown of values: a secret says only whether it is set. */
export function shownValues(schema: TObject, values: Values): Values {
  return { ...values, ...Object.fromEntries(secretNames(schema).map(name => [name, { set: isSet(values[name]) }])) };
}

/**
 * Values as given, with the secrets that stay: one that is left out, or comes as it was shown (`{set: …}`), is kept; null and
 * the empty text clear it. What is no object is left for the schema to refuse.
 */
export function withKeptSecrets(schema: TObject, given: unknown, before: Values): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const values: Values = { ...given };
  for (const name of secretNames(schema)) {
    const value = values[name];
    if (value === null || value === '') delete values[name];
    else if (!Object.hasOwn(values, name) || isShown(value)) {
      delete values[name];
      if (isSet(before[name])) values[name] = before[name];
    }
  }
  return values;
}

export const isSet = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isShown = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 1 && typeof (value as { set?: unknown }).set === 'boolean';
