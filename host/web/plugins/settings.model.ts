import { signal } from '@preact/signals';
import { createForm, isProblem, type Api, type Form, type Toasts, type Translate } from '@sontechsp/sdk/ui';

/** The part of JSON Schema that settings are written in. */
export interface SettingSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean';
  /** Locale key of the plugin, or a sentence. */
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  /** Write-only: the host answers `{set: true}` in its place. */
  readonly secret?: boolean;
  readonly writeOnly?: boolean;
}
interface SettingsReply {
  readonly per: 'firm' | 'store';
  readonly schema: { readonly properties?: Readonly<Record<string, SettingSchema>> };
  readonly values: Values;
}
type Values = Record<string, unknown>;

/** One plugin's settings, for a store or the firm, by its schema. */
export function createSettingsModel({ api, toast, t, plugin, storeId }: { api: Api; toast: Toasts; t: Translate; plugin: string; storeId: string | undefined }) {
  const state = signal<'loading' | 'ready' | 'none'>('loading');
  const reply = signal<SettingsReply | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const form: Form<Values> = createForm<Values>({});
  const path = `/api/plugins/${plugin}/settings`;

  const take = (next: SettingsReply) => {
    reply.value = next;
    const properties = next.schema.properties ?? {};
    form.reset(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, secret(schema) ? '' : next.values[name] ?? schema.default])));
    state.value = Object.keys(properties).length === 0 ? 'none' : 'ready';
  };
  return {
    state, reply, problem, form,
    async load() {
      try {
        take(await api.get<SettingsReply>(path, { storeId }));
      } catch (error) {
        if (isProblem(error) && error.status === 404) state.value = 'none';
        else problem.value = error;
      }
    },
    isSet: (name: string): boolean => (reply.value?.values[name] as { set?: boolean } | undefined)?.set === true,
    async save() {
      const properties = reply.value?.schema.properties ?? {};
      await form.submit(async values => {
        // A secret left empty stays as it is.
        const sent = Object.fromEntries(Object.entries(values).filter(([name, value]) => !(secret(properties[name] ?? {}) && value === '') && value !== null && value !== undefined));
        await api.put(`${path}${storeId ? `?storeId=${storeId}` : ''}`, sent);
        toast.success(t('host:web.settings.saved'));
        take(await api.get<SettingsReply>(path, { storeId }));
      });
    },
  };
}
export const secret = (schema: SettingSchema): boolean => schema.secret === true || schema.writeOnly === true;
