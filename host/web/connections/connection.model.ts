import { signal } from '@preact/signals';
import { createForm, isProblem, type Api, type Form, type Toasts, type Translate } from '@sontechsp/sdk/ui';
import { firstValues, missing, sentValues, type Values } from '../plugins/settings-fields.js';
import type { AdapterInfo, ConnectionInfo, TrialResult } from './connections.model.js';

interface Deps {
  api: Api;
  toast: Toasts;
  t: Translate;
  adapter: AdapterInfo;
  /** Undefined: a new one. */
  connection: ConnectionInfo | undefined;
  storeId: string;
  /** Names that are taken in the store: a new one gets another. */
  names: readonly string[];
  /** It was saved. */
  onSaved: (connection: ConnectionInfo) => void;
}
/** Fields of the adapter stand beside the name under this, as the host names them in what it refuses. */
const at = (name: string): string => `settings.${name}`;

/** One connection in its form, which can be tested before it is saved. */
export function createConnectionModel({ api, toast, t, adapter, connection, storeId, names, onSaved }: Deps) {
  const before: Values = connection?.settings ?? {};
  const first = firstValues(adapter.schema, before);
  const form: Form<Values> = createForm<Values>({ name: connection?.name ?? freeName(adapter.title, names), ...Object.fromEntries(Object.entries(first).map(([name, value]) => [at(name), value])) });
  const testing = signal(false);
  const result = signal<TrialResult | undefined>(undefined);

  const settings = (): Values => Object.fromEntries(Object.entries(form.values.value).filter(([name]) => name !== 'name').map(([name, value]) => [name.slice(at('').length), value]));
  function complete(): boolean {
    const empty = [...(String(form.values.value['name']).trim() === '' ? ['name'] : []), ...missing(adapter.schema, settings()).map(at)];
    empty.forEach(name => form.refuse(name, t('host:web.ui.required')));
    return empty.length === 0;
  }
  const sent = (): Values => sentValues(adapter.schema, settings(), before);

  return {
    form, testing, result, settings, before,
    error: (name: string) => form.error(at(name)),
    set(name: string, value: unknown) {
      form.set(at(name), value);
      // What was tested is not what stands there now.
      result.value = undefined;
    },
    async test() {
      if (testing.value || !complete()) return;
      testing.value = true;
      result.value = undefined;
      try {
        result.value = await api.post<TrialResult>('/api/connections/test', { adapterId: adapter.id, settings: sent(), ...(connection ? { id: connection.id } : {}) });
      } catch (error) {
        if (isProblem(error, 'request.invalid') && error.errors.length > 0) error.errors.forEach(one => form.refuse(one.path, one.message));
        else toast.problem(error);
      } finally {
        testing.value = false;
      }
    },
    async save() {
      if (!complete()) return;
      await form.submit(async values => {
        const name = String(values['name']).trim();
        try {
          const saved = connection
            ? await api.patch<ConnectionInfo>(`/api/connections/${connection.id}`, { name, settings: sent() })
            : await api.post<ConnectionInfo>('/api/connections', { storeId, adapterId: adapter.id, name, settings: sent() });
          toast.success(t(connection ? 'host:web.ui.saved' : 'host:web.connections.added', { name }));
          onSaved(saved);
        } catch (error) {
          throw isProblem(error, 'host.connectionName') ? error.beside('name') : error;
        }
      });
    },
  };
}

function freeName(title: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? title : `${title} ${n}`;
    if (!taken.includes(name)) return name;
  }
}
export type ConnectionModel = ReturnType<typeof createConnectionModel>;
