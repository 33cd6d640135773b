import type { TSchema } from 'typebox';
import type { FieldFault } from '../http/validate.js';
import type { Values } from './secret-fields.js';

type Field = { readonly showWhen?: Readonly<Record<string, unknown>> };

/**
 * The faults that count. A field that is shown only while others have certain values asks for nothing while they do not: nobody
 * could fill it in. What stands in it all the same is held to the schema.
 */
export function faultsInSight(schema: TSchema & { properties?: object }, values: unknown, faults: readonly FieldFault[]): FieldFault[] {
  const fields = (schema.properties ?? {}) as Readonly<Record<string, Field>>;
  const given = (typeof values === 'object' && values !== null ? values : {}) as Values;
  const asksNothing = (name: string): boolean => {
    const { showWhen } = fields[name] ?? {};
    const empty = given[name] === undefined || given[name] === '';
    return empty && showWhen !== undefined && !Object.entries(showWhen).every(([other, wanted]) => [wanted].flat().includes(given[other]));
  };
  return faults.filter(({ path }) => !asksNothing(path.split('/')[1] ?? ''));
}
