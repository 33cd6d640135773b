import { canonicalJson, type Audit, type Clock, type Db, type SettingsDeclaration } from '@sontechsp/sdk';
import type { ValidateFunction } from 'ajv';
import { createAjv } from '../http/ajv.js';
import { faultsOf, invalid, type FieldFault } from '../http/validate.js';
import type { Version } from '../tokens.js';
import { faultsInSight } from './hidden-fields.js';
import type { SealedValues } from './sealed-values.js';
import { withKeptSecrets, type Values } from './secret-fields.js';
import { givenValues, keepValues } from './store.js';
import type { SettingsStore } from './token.js';

interface Deps { db: Db; version: Version; audit: Audit; clock: Clock; sealed: SealedValues }

/** Settings of every plugin: read through the cache that each change empties, written only when the schema takes them. */
export function createSettings({ db, version, audit, clock, sealed }: Deps): SettingsStore {
  const ajv = createAjv({ coerce: false });
  const validators = new Map<SettingsDeclaration, ValidateFunction>();
  const validatorOf = (declaration: SettingsDeclaration): ValidateFunction => {
    let found = validators.get(declaration);
    if (!found) validators.set(declaration, found = ajv.compile(declaration.schema));
    return found;
  };
  /** What is wrong with values; those that are missing become their defaults. */
  const faultsIn = (declaration: SettingsDeclaration, values: Values): FieldFault[] => {
    const validate = validatorOf(declaration);
    return validate(values) ? [] : faultsInSight(declaration.schema, values, faultsOf(validate.errors ?? []));
  };
  const storeAt = (declaration: SettingsDeclaration, storeId: string): string => (declaration.per === 'store' ? storeId : '');
  const rowName = (firmId: string, storeId: string, plugin: string): string => `ayarlar:${firmId}:${storeId}:${plugin}`;

  /** What was given, checked again: a newer version of the plugin may have another schema. */
  function inForce(declaration: SettingsDeclaration, values: Values): Values {
    const known = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(declaration.schema.properties, name)));
    if (faultsIn(declaration, known).length === 0) return known;
    const defaults = {};
    validatorOf(declaration)(defaults);
    return defaults;
  }
  const caches = new Map<SettingsDeclaration, (key: string) => Promise<Values>>();
  const cacheOf = (declaration: SettingsDeclaration): ((key: string) => Promise<Values>) => {
    let found = caches.get(declaration);
    if (!found) caches.set(declaration, found = version.cache(async key => {
      const [firmId, storeId] = key.split(' ') as [string, string];
      const stored = await givenValues(db, firmId, storeId, declaration.plugin);
      return inForce(declaration, await sealed.open(rowName(firmId, storeId, declaration.plugin), declaration.schema, stored));
    }));
    return found;
  };

  return {
    readerFor: <S>(declaration: SettingsDeclaration<S>) => ({
      read: async ({ firmId, storeId }: { firmId: string; storeId: string }) =>
        ({ ...await cacheOf(declaration)(`${firmId} ${storeAt(declaration, storeId)}`) }) as S,
    }),
    async write<S>(tx: Parameters<SettingsStore['write']>[0], scope: Parameters<SettingsStore['write']>[1], declaration: SettingsDeclaration<S>, storeId: string, values: unknown) {
      const { plugin, schema } = declaration;
      const at = storeAt(declaration, storeId);
      const row = rowName(scope.firmId, at, plugin);
      const before = await sealed.open(row, schema, await givenValues(tx, scope.firmId, at, plugin));
      const checked = structuredClone(withKeptSecrets(schema, values, before)) as Values;
      const faults = faultsIn(declaration, checked);
      if (faults.length > 0) throw invalid(faults);
      await keepValues(tx, scope.firmId, at, plugin, await sealed.seal(row, schema, checked), clock.now());
      await audit.record(tx, scope, 'host.settings.change', { type: 'plugin', id: plugin }, { storeId: at, fields: changedFields(before, checked) });
      version.bump(tx);
      return checked as S;
    },
  };
}

/** What was never given is as good as empty. */
const textOf = (value: unknown): string => canonicalJson(value === undefined ? '' : value);

/** Names only: a value may be a secret. */
export const changedFields = (before: Values, after: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => textOf(before[name]) !== textOf(after[name])).sort();
