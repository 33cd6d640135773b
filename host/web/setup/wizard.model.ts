import { batch, computed, signal } from '@preact/signals';
import { ApiProblem, createForm, isProblem, type Api, type Translate } from '@sontechsp/sdk/ui';
import type { SetupCheck, SetupState } from '../app.model.js';
import { remembered } from '../services/remembered.js';

export const steps = ['language', 'checks', 'business', 'admin', 'start'] as const;
export type Step = (typeof steps)[number];

export interface SetupValues {
  firmName: string;
  taxId: string;
  currency: string;
  storeName: string;
  timeZone: string;
  terminalName: string;
  warehouseName: string;
  fullName: string;
  username: string;
  password: string;
  demo: boolean;
}

/** Fields of `POST /api/setup` by where they are typed. */
const fields: Readonly<Record<string, readonly [keyof SetupValues, Step]>> = {
  'firm.name': ['firmName', 'business'], 'firm.taxId': ['taxId', 'business'], 'firm.currency': ['currency', 'business'],
  'store.name': ['storeName', 'business'], 'store.timeZone': ['timeZone', 'business'],
  'terminal.name': ['terminalName', 'business'], 'warehouse.name': ['warehouseName', 'business'],
  'admin.username': ['username', 'admin'], 'admin.password': ['password', 'admin'], 'admin.fullName': ['fullName', 'admin'],
};

interface Deps {
  api: Api;
  t: Translate;
  timeZone: string;
  /** Signs in with what was just made. */
  finish: (username: string, password: string, place: { storeId: string; terminalId: string }) => Promise<void>;
  /** Someone else set this host up meanwhile. */
  already: () => void;
}

/** The first run, step by step. What was typed is kept in the browser (never the password), so that it resumes after a kill. */
export function createWizardModel({ api, t, timeZone, finish, already }: Deps) {
  const kept = remembered<{ step: Step; values: Omit<SetupValues, 'password'> } | null>('setup', null);
  const defaults: SetupValues = {
    firmName: t('host:web.setup.defaults.firm'), taxId: '', currency: 'TRY', storeName: t('host:web.setup.defaults.store'), timeZone,
    terminalName: t('host:web.setup.defaults.terminal'), warehouseName: t('host:web.setup.defaults.warehouse'),
    fullName: t('host:web.setup.defaults.fullName'), username: 'admin', password: '', demo: true,
  };
  const form = createForm<SetupValues>({ ...defaults, ...kept.value?.values });
  const step = signal<Step>(kept.value === null ? 'language' : kept.value.step === 'start' ? 'admin' : kept.value.step);
  const checks = signal<readonly SetupCheck[]>([]);
  const checking = signal(false);
  const checkProblem = signal<unknown>(undefined);
  const touched = new Set<keyof SetupValues>(kept.value ? (Object.keys(kept.value.values) as (keyof SetupValues)[]) : []);

  const keep = () => {
    const { password: _, ...values } = form.values.value;
    kept.value = { step: step.value, values };
  };
  const goTo = (next: Step) => {
    step.value = next;
    keep();
  };
  const required = (...names: (keyof SetupValues)[]) => {
    const missing = names.filter(name => String(form.values.value[name]).trim() === '');
    for (const name of missing) form.refuse(name, t('host:web.ui.required'));
    return missing.length === 0;
  };
  const ready: Record<Step, () => boolean> = {
    language: () => true,
    // The administrator's check can only pass at the end.
    checks: () => checks.value.length > 0 && checks.value.every(c => c.ok || c.id === 'admin'),
    business() {
      const { taxId } = form.values.value;
      const fits = taxId === '' || /^\d{10,11}$/.test(taxId);
      if (!fits) form.refuse('taxId', t('host:web.setup.taxIdWrong'));
      return required('firmName', 'storeName', 'terminalName', 'warehouseName') && fits;
    },
    admin() {
      const filled = required('fullName', 'username', 'password');
      const { password, username } = form.values.value;
      if (!filled) return false;
      if (password.length >= 8 && password.toLowerCase() !== username.toLowerCase()) return true;
      form.refuse('password', t('host:web.setup.passwordHint'));
      return false;
    },
    start: () => true,
  };

  let running: Promise<void> | undefined;
  async function check() {
    checking.value = true;
    checkProblem.value = undefined;
    try {
      const state = await api.get<SetupState>('/api/setup');
      if (state.done) already();
      checks.value = state.checks ?? [];
    } catch (error) {
      checkProblem.value = error;
    } finally {
      checking.value = false;
    }
  }
  async function install() {
    const v = form.values.value;
    await form.submit(async () => {
      try {
        const made = await api.post<{ storeId: string; terminalId: string }>('/api/setup', {
          firm: { name: v.firmName.trim(), currency: v.currency, ...(v.taxId ? { taxId: v.taxId } : {}) },
          store: { name: v.storeName.trim(), timeZone: v.timeZone },
          terminal: { name: v.terminalName.trim() },
          warehouse: { name: v.warehouseName.trim() },
          admin: { username: v.username.trim(), password: v.password, fullName: v.fullName.trim() },
          demo: v.demo,
        });
        kept.value = null;
        // It is set up: should signing in fail, the sign-in screen is next.
        await finish(v.username.trim(), v.password, { storeId: made.storeId, terminalId: made.terminalId }).catch(already);
      } catch (error) {
        if (isProblem(error, 'setup.done')) {
          kept.value = null;
          already();
        } else if (isProblem(error, 'identity.weakPassword')) {
          step.value = 'admin';
          throw error.beside('password');
        } else throw error instanceof ApiProblem ? placed(error) : error;
      }
    });
  }
  /** Moves what the host said of `firm.name` to the field and step where it was typed. */
  function placed(problem: ApiProblem): ApiProblem {
    const first = problem.errors.map(e => fields[e.path]).find(Boolean);
    if (first) step.value = first[1];
    return new ApiProblem({ ...copy(problem), errors: problem.errors.map(e => ({ ...e, path: fields[e.path]?.[0] ?? e.path })) });
  }

  return {
    form, step, checks, checking, checkProblem,
    at: computed(() => steps.indexOf(step.value)),
    /** The language was changed: sentences that are still ours follow it. */
    retell() {
      const told: Partial<SetupValues> = {
        firmName: t('host:web.setup.defaults.firm'), storeName: t('host:web.setup.defaults.store'), terminalName: t('host:web.setup.defaults.terminal'),
        warehouseName: t('host:web.setup.defaults.warehouse'), fullName: t('host:web.setup.defaults.fullName'),
      };
      batch(() => { for (const [name, value] of Object.entries(told) as [keyof SetupValues, string][]) if (!touched.has(name)) form.set(name, value); });
    },
    set<K extends keyof SetupValues>(name: K, value: SetupValues[K]) {
      touched.add(name);
      form.set(name, value);
      keep();
    },
    check: () => (running ??= check().finally(() => { running = undefined; })),
    /** On to the next step when this one is filled in; from the last one, sets up. Checks that still run are waited for. */
    async next() {
      if (step.value === 'checks') await running;
      if (form.busy.value || !ready[step.value]()) return;
      const following = steps[steps.indexOf(step.value) + 1];
      if (following) goTo(following);
      else await install();
    },
    back() {
      const before = steps[steps.indexOf(step.value) - 1];
      if (before && !form.busy.value) goTo(before);
    },
  };
}
export type WizardModel = ReturnType<typeof createWizardModel>;

const copy = ({ status, code, title, detail, facts }: ApiProblem) => ({ status, code, title, detail, facts });
