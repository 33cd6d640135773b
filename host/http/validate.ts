import { Refusal, type Schema } from '@sontechsp/sdk';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { createAjv } from './ajv.js';

/** One thing wrong with an input: where (a JSON pointer), and the rule whose sentence is `host:invalid.<rule>`. */
export interface FieldFault {
  readonly path: string;
  readonly rule: string;
  readonly params?: Record<string, unknown>;
}
export const invalid = (errors: readonly FieldFault[]): Refusal => new Refusal('request.invalid', 400, { errors });

/** Returns when the value fits, with defaults filled in; else throws the refusal `request.invalid`. */
export type Validator = (value: unknown) => void;

export interface Validators {
  /** For JSON: a number is a number. */
  body(schema: Schema): Validator;
  /** For parameters of a path or query, which come as text. */
  text(schema: Schema): Validator;
}

/** Compiles each schema once, when its route is first called: a start compiles nothing it does not need. */
export function createValidators(): Validators {
  const lazily = (coerce: boolean) => {
    let ajv: ReturnType<typeof createAjv> | undefined;
    return (schema: Schema): Validator => {
      let compiled: ValidateFunction | undefined;
      return value => {
        compiled ??= (ajv ??= createAjv({ coerce })).compile(schema);
        if (!compiled(value)) throw invalid(faultsOf(compiled.errors ?? []));
        if (coerce) refuseInfinite(value as Record<string, unknown>);
      };
    };
  };
  return { body: lazily(false), text: lazily(true) };
}

/** ajv looks for finite numbers before it makes numbers of text, and `1e999` is one only afterwards. */
function refuseInfinite(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid([{ path: `/${name}`, rule: 'type.number' }]);
}

const atMost = 50;

/** The first fault of each field: a value that fits none of several shapes fails each of them. */
export function faultsOf(errors: readonly ErrorObject[]): FieldFault[] {
  const byPath = new Map<string, FieldFault>();
  for (const error of errors) {
    const fault = faultOf(error);
    if (!byPath.has(fault.path) && byPath.size < atMost) byPath.set(fault.path, fault);
  }
  return [...byPath.values()];
}

/** The JSON pointer of a property below another. */
export const below = (path: string, property: unknown): string =>
  `${path}/${String(property).slice(0, 100).replace(/~/g, '~0').replace(/\//g, '~1')}`;

function faultOf({ instancePath: path, keyword, params }: ErrorObject): FieldFault {
  switch (keyword) {
    case 'required': return { path: below(path, params['missingProperty']), rule: 'required' };
    case 'additionalProperties': return { path: below(path, params['additionalProperty']), rule: 'unknown' };
    case 'type': return { path, rule: `type.${[params['type']].flat().join('.')}` };
    case 'format': return { path, rule: `format.${params['format']}` };
    case 'enum': case 'const': case 'anyOf': case 'oneOf': return { path, rule: 'choice' };
    default: return { path, rule: keyword, params };
  }
}
