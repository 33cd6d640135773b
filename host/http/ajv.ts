import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, SchemaValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Everything below U+0020 but tab and line feed, DEL, and the C1 block: what printers and terminals take for commands.
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const wholeParts = (per: number) => (value: number): boolean => {
  const parts = Math.round(value * per);
  return Number.isSafeInteger(parts) && parts / per === value;
};

/**
 * The validator of everything that comes from outside. With `coerce`, text becomes the number or boolean the schema asks
 * for: for paths and queries, never for bodies.
 */
export function createAjv({ coerce }: { coerce: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true, strictTypes: false, strictRequired: false, allErrors: true, useDefaults: true, coerceTypes: coerce, logger: false,
    // The sdk's builder makes the schemas: checking them against the meta-schema would only make the first request wait.
    meta: false, validateSchema: false,
  });
  addFormats.default(ajv, ['date', 'date-time', 'email', 'uri']);
  // ajv-formats takes `urn:uuid:…` for a UUID, and years that no database keeps; ours go to the databases as they are.
  ajv.addFormat('uuid', uuid);
  const { validate } = ajv.formats['date-time'] as { validate: (text: string) => boolean };
  ajv.addFormat('date-time', (text: string) => validate(text) && text >= '1900' && text < '3000' && !Number.isNaN(Date.parse(text)));
  ajv.addKeyword({ keyword: 'thousandths', type: 'number', schemaType: 'boolean', validate: (_: boolean, value: number) => wholeParts(1000)(value), errors: false });
  ajv.addKeyword({ keyword: 'hundredths', type: 'number', schemaType: 'boolean', validate: (_: boolean, value: number) => wholeParts(100)(value), errors: false });
  ajv.addKeyword({ keyword: 'tidy', type: 'string', schemaType: 'string', modifying: true, before: 'maxLength', errors: false, validate: tidy });
  ajv.addKeyword({ keyword: 'uniqueBy', type: 'array', schemaType: 'string', errors: 'full', validate: uniqueBy });
  ajv.addKeyword({ keyword: 'secret', schemaType: 'boolean' });
  ajv.addKeyword({ keyword: 'showWhen', schemaType: 'object' });
  return ajv;
}

/** Of a list of objects: no two have the same value of this property. The later one is what is wrong. */
const uniqueBy: SchemaValidateFunction = (property: string, items: unknown[], _, at): boolean => {
  const values = items.map(item => (item as Record<string, unknown> | null)?.[property]);
  const twice = values.findIndex((value, index) => value !== undefined && values.indexOf(value) < index);
  if (twice < 0) return true;
  uniqueBy.errors = [{ keyword: 'uniqueBy', instancePath: `${at?.instancePath ?? ''}/${twice}/${property}`, params: {} }];
  return false;
};

/** Brings text into the one form it is kept in, before its length is looked at: `text` is trimmed, a UUID lower-case. */
function tidy(kind: string, value: string, _?: unknown, at?: { parentData?: Record<string | number, unknown>; parentDataProperty?: string | number }): boolean {
  const tidied = kind === 'uuid' ? value.toLowerCase() : value.replace(control, '').trim();
  if (tidied !== value && at?.parentData && at.parentDataProperty !== undefined) at.parentData[at.parentDataProperty] = tidied;
  return true;
}
