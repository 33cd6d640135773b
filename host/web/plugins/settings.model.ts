import { signal } from '@preact/signals';
import { createForm, isProblem, type Api, type Form, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import type { TrialResult } from '../connections/connections.model.js';
import { fieldsOf, firstValues, missing, sentValues, type FormSchema, type Values } from './settings-fields.js';

interface SettingsReply {
  readonly per: 'firm' | 'store';
  readonly schema: FormSchema;
  readonly values: Values;
  /** Whether the plugin can say that values are right. */
  readonly testable: boolean;
}

/** One plugin's settings, for a store or the firm, by its schema. */
export function createSettingsModel({ api, toast, t, plugin, storeId }: { api: Api; toast: Toasts; t: Translate; plugin: string; storeId: string | undefined }) {
  const state = signal<'loading' | 'ready' | 'none'>('loading');
  const reply = signal<SettingsReply | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const form: Form<Values> = createForm<Values>({});
  const testing = signal(false);
  const result = signal<TrialResult | undefined>(undefined);
  const path = (verb = ''): string => `/api/plugins/${plugin}/settings${verb}${storeId ? `?storeId=${storeId}` : ''}`;

  const take = (next: SettingsReply) => {
    reply.value = next;
    result.value = undefined;
    form.reset(firstValues(next.schema, next.values));
    state.value = fieldsOf(next.schema).length === 0 ? 'none' : 'ready';
  };
  /** Says beside each field in sight that must be given that it is empty. */
  function complete(): boolean {
    const empty = missing(reply.value!.schema, form.values.value);
    empty.forEach(name => form.refuse(name, t('host:web.ui.required')));
    return empty.length === 0;
  }
  return {
    state, reply, problem, form, testing, result,
    async load() {
      try {
        take(await api.get<SettingsReply>(path()));
      } catch (error) {
        if (isProblem(error) && error.status === 404) state.value = 'none';
        else problem.value = error;
      }
    },
    set(name: string, value: unknown) {
      form.set(name, value);
      // What was tested is not what stands there now.
      result.value = undefined;
    },
    async test() {
      if (testing.value || !complete()) return;
      const { schema, values: before } = reply.value!;
      testing.value = true;
      result.value = undefined;
      try {
        result.value = await api.post<TrialResult>(path('/test'), sentValues(schema, form.values.value, before));
      } catch (error) {
        if (isProblem(error, 'request.invalid') && error.errors.length > 0) error.errors.forEach(one => form.refuse(one.path, one.message));
        else toast.problem(error);
      } finally {
        testing.value = false;
      }
    },
    async save() {
      if (!complete()) return;
      const { schema, values: before } = reply.value!;
      await form.submit(async values => {
        take(await api.put<SettingsReply>(path(), sentValues(schema, values, before)));
        toast.success(t('host:web.settings.saved'));
      });
    },
  };
}
export type SettingsModel = ReturnType<typeof createSettingsModel>;
