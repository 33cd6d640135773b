import { signal } from '@preact/signals';
import { createForm, isProblem, type Api, type Form, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import { fieldsOf, firstValues, missing, sentValues, type FormSchema, type Values } from './settings-fields.js';

interface SettingsReply {
  readonly per: 'firm' | 'store';
  readonly schema: FormSchema;
  readonly values: Values;
}

/** One plugin's settings, for a store or the firm, by its schema. */
export function createSettingsModel({ api, toast, t, plugin, storeId }: { api: Api; toast: Toasts; t: Translate; plugin: string; storeId: string | undefined }) {
  const state = signal<'loading' | 'ready' | 'none'>('loading');
  const reply = signal<SettingsReply | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const form: Form<Values> = createForm<Values>({});
  const path = `/api/plugins/${plugin}/settings`;

  const take = (next: SettingsReply) => {
    reply.value = next;
    form.reset(firstValues(next.schema, next.values));
    state.value = fieldsOf(next.schema).length === 0 ? 'none' : 'ready';
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
    async save() {
      const { schema, values: before } = reply.value!;
      const empty = missing(schema, form.values.value);
      empty.forEach(name => form.refuse(name, t('host:web.ui.required')));
      if (empty.length > 0) return;
      await form.submit(async values => {
        take(await api.put<SettingsReply>(`${path}${storeId ? `?storeId=${storeId}` : ''}`, sentValues(schema, values, before)));
        toast.success(t('host:web.settings.saved'));
      });
    },
  };
}
