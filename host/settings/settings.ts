import { Refusal, type Audit, type Clock, type Db, type SettingsDeclaration } from '@sontechsp/sdk';
import canonicalize from 'canonicalize';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { createAjv } from '../http/ajv.js';
import type { Version } from '../tokens.js';
import { givenValues, keepValues } from './store.js';
import type { SettingsStore } from './token.js';

interface Deps { db: Db; version: Version; audit: Audit; clock: Clock }

/** Settings of every plugin: read through the cache that each change empties, written only when the schema takes them. */
export function createSettings({ db, version, audit, clock }: Deps): SettingsStore {
  const ajv = createAjv({ coerce: false });
  const validators = new Map<SettingsDeclaration, ValidateFunction>();
  const validatorOf = (declaration: SettingsDeclaration): ValidateFunction => {
    let found = validators.get(declaration);
    if (!found) validators.set(declaration, found = ajv.compile(declaration.schema));
    return found;
  };
  const place = (declaration: SettingsDeclaration, storeId: string): string => (declaration.per === 'store' ? storeId : '');
  const given = version.cache(async key => {
    const [firmId, storeId, plugin] = key.split(' ');
    return givenValues(db, firmId!, storeId!, plugin!);
  });
  /** What was given, checked again: a newer version of the plugin may have another schema. */
  function inForce(declaration: SettingsDeclaration, values: Record<string, unknown>): Record<string, unknown> {
    const known = Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(declaration.schema.properties, name)));
    if (validatorOf(declaration)(known)) return known;
    const defaults = {};
    validatorOf(declaration)(defaults);
    return defaults;
  }

  return {
    readerFor: <S>(declaration: SettingsDeclaration<S>) => ({
      read: async ({ firmId, storeId }: { firmId: string; storeId: string }) =>
        inForce(declaration, await given(`${firmId} ${place(declaration, storeId)} ${declaration.plugin}`)) as S,
    }),
    async write<S>(tx: Parameters<SettingsStore['write']>[0], scope: Parameters<SettingsStore['write']>[1], declaration: SettingsDeclaration<S>, storeId: string, values: unknown) {
      const checked = structuredClone(values) as Record<string, unknown>;
      const validate = validatorOf(declaration);
      if (!validate(checked)) throw new Refusal('request.invalid', 400, { errors: (validate.errors ?? []).map(toError) });
      const before = await givenValues(tx, scope.firmId, place(declaration, storeId), declaration.plugin);
      await keepValues(tx, scope.firmId, place(declaration, storeId), declaration.plugin, checked, clock.now());
      await audit.record(tx, scope, 'host.settings.change', { type: 'plugin', id: declaration.plugin }, { storeId: place(declaration, storeId), fields: changed(before, checked) });
      version.bump(tx);
      return checked as S;
    },
  };
}
const toError = (e: ErrorObject): { path: string; rule: string } => ({
  path: e.instancePath || `/${String((e.params as { missingProperty?: string; additionalProperty?: string }).missingProperty ?? (e.params as { additionalProperty?: string }).additionalProperty ?? '')}`,
  rule: e.keyword,
});

/** Names only: a value may be a secret. */
const changed = (before: Record<string, unknown>, after: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => canonicalize(before[name]) !== canonicalize(after[name])).sort();
