/** The part of JSON Schema that settings are written in. */
export interface SettingSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';
  /** Locale key of the plugin, or a sentence. */
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly SettingSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly thousandths?: boolean;
  /** Write-only: the host answers `{set}` in its place. */
  readonly secret?: boolean;
  /** Shown only while other fields have these values (one, or one of a list). */
  readonly showWhen?: Readonly<Record<string, unknown>>;
  /** Of a list: what each of its rows is. */
  readonly items?: SettingSchema & FormSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
}
export interface FormSchema {
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
}
export type Values = Record<string, unknown>;
export type FieldKind = 'text' | 'lines' | 'secret' | 'integer' | 'number' | 'choice' | 'switch' | 'rows';

/** One field of a form. */
export interface SettingField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly schema: SettingSchema;
  /** What may be chosen, of a `choice`. */
  readonly choices: readonly (string | number)[];
  /** Must be given: it is no switch, and has no value of its own. */
  readonly required: boolean;
}

const LINES_FROM = 1000;

/** The fields a schema asks for, in its order. What no form can show, such as a list of lists, is left out and keeps its value. */
export function fieldsOf({ properties = {}, required = [] }: FormSchema): SettingField[] {
  return Object.entries(properties).flatMap(([name, whole]) => {
    const { schema, choices } = plain(whole);
    const kind = kindOf(schema, choices);
    return kind ? [{ name, kind, schema, choices, required: kind !== 'switch' && required.includes(name) && (schema.default === undefined || (schema.minLength ?? 0) > 0) }] : [];
  });
}

/** A value or null is a value that may be left empty; several constants are a choice. */
function plain(whole: SettingSchema): { schema: SettingSchema; choices: readonly (string | number)[] } {
  const shapes = whole.anyOf?.filter(one => one.type !== 'null');
  const constants = shapes?.flatMap(one => (one.const === undefined ? [] : [one.const])) ?? [];
  if (shapes && constants.length === shapes.length) return { schema: whole, choices: constants };
  const schema = shapes?.length === 1 ? { ...shapes[0], ...whole } : whole;
  return { schema, choices: schema.enum ?? [] };
}

function kindOf(schema: SettingSchema, choices: readonly unknown[]): FieldKind | undefined {
  if (schema.secret) return 'secret';
  if (choices.length > 0) return 'choice';
  switch (schema.type) {
    case 'boolean': return 'switch';
    case 'integer': return 'integer';
    case 'number': return 'number';
    case 'string': return (schema.maxLength ?? 0) >= LINES_FROM ? 'lines' : 'text';
    case 'array': return schema.items?.type === 'object' ? 'rows' : undefined;
    default: return undefined;
  }
}

/** Whether a field is shown while the others have these values. */
export const isShown = ({ schema: { showWhen = {} } }: SettingField, values: Values): boolean =>
  Object.entries(showWhen).every(([name, wanted]) => [wanted].flat().includes(values[name]));

/** A secret that the host holds; sent back as it is, it stays. */
export const KEPT = { set: true } as const;
export const isKept = (value: unknown): boolean => (value as { set?: unknown } | null | undefined)?.set === true;

/** What a form begins with: values in force, defaults for the rest, of a secret whether it is set. */
export function firstValues(schema: FormSchema, values: Values): Values {
  const fields = fieldsOf(schema).map(({ name, kind, schema: { default: fallback } }) => {
    if (kind === 'secret') return [name, isKept(values[name]) ? KEPT : ''];
    return [name, values[name] ?? fallback ?? (kind === 'switch' ? false : kind === 'text' || kind === 'lines' ? '' : kind === 'rows' ? [] : null)];
  });
  return { ...values, ...Object.fromEntries(fields) as Values };
}

/** What is sent: a secret nobody typed stays as it was, null clears it; an empty number or choice is left to the schema. */
export function sentValues(schema: FormSchema, values: Values, before: Values): Values {
  const kinds = new Map(fieldsOf(schema).map(field => [field.name, field.kind]));
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => {
    if (kinds.get(name) === 'secret') return value === '' && isKept(before[name]) ? [[name, KEPT]] : value === '' ? [] : [[name, value]];
    return value === null || value === undefined ? [] : [[name, value]];
  }));
}

/** Fields in sight that must be given and are empty. A number that was emptied is one: what stands there is not what is kept. */
export const missing = (schema: FormSchema, values: Values): string[] => fieldsOf(schema)
  .filter(field => isShown(field, values) && (values[field.name] === null ? field.kind !== 'secret' && !optional(schema, field.name) : field.required && values[field.name] === ''))
  .map(field => field.name);
const optional = ({ required = [] }: FormSchema, name: string): boolean => !required.includes(name);
