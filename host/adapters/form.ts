import type { TSchema } from 'typebox';
import type { ValidateFunction } from 'ajv';
import { createAjv } from '../http/ajv.js';
import { faultsOf, invalid } from '../http/validate.js';
import { faultsInSight } from '../settings/hidden-fields.js';
import type { Values } from '../settings/secret-fields.js';

const compiled = new WeakMap<TSchema, ValidateFunction>();
let ajv: ReturnType<typeof createAjv> | undefined;

/** The check of a schema, made once. It fills in defaults. */
export function checkOf(schema: TSchema): ValidateFunction {
  let found = compiled.get(schema);
  if (!found) compiled.set(schema, found = (ajv ??= createAjv({ coerce: false })).compile(schema));
  return found;
}

/** A copy with defaults filled in; else the refusal `request.invalid`, its paths below `path`. */
export function checked(schema: TSchema, values: unknown, path: string): Values {
  const copy = structuredClone(values) as Values;
  const check = checkOf(schema);
  const faults = check(copy) ? [] : faultsInSight(schema, copy, faultsOf(check.errors ?? []));
  if (faults.length > 0) throw invalid(faults.map(fault => ({ ...fault, path: path + fault.path })));
  return copy;
}

/** What was kept, as the schema of today takes it: fields it no longer knows are left out, and what misses becomes its default. */
export function brought(schema: TSchema & { properties?: object }, values: Values): Values {
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(schema.properties ?? {}, name)));
  checkOf(schema)(known);
  return known;
}
