import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { ApiProblem } from './problem.js';

/** The values of a form, what the host said against them, and its sending. */
export interface Form<V extends object> {
  readonly values: ReadonlySignal<V>;
  readonly busy: ReadonlySignal<boolean>;
  /** What is not about one field: show it with `<ProblemBanner problem={form.problem.value} />`. */
  readonly problem: ReadonlySignal<unknown>;
  readonly changed: ReadonlySignal<boolean>;
  /** Changes one value and forgets what was said against it. */
  set<K extends keyof V & string>(field: K, value: V[K]): void;
  /** Starts over with these values. */
  reset(values: V): void;
  /** The sentence beside a field, by dotted path; also what was said about its parts. */
  error(path: string): string | undefined;
  /** Says something against a field, before or after sending. */
  refuse(path: string, message: string): void;
  /** Sends: `true` when `send` came through. Errors of fields go beside them, the rest to `problem`. A second call while busy does nothing. */
  submit(send: (values: V) => Promise<unknown>): Promise<boolean>;
}

export function createForm<V extends object>(initial: V): Form<V> {
  const start = signal(initial);
  const values = signal(initial);
  const busy = signal(false);
  const problem = signal<unknown>(undefined);
  const errors = signal<Readonly<Record<string, string>>>({});
  const changed = computed(() => JSON.stringify(values.value) !== JSON.stringify(start.value));
  const under = (path: string, field: string) => path === field || path.startsWith(`${field}.`);

  const clear = (field: string) => {
    const kept = Object.entries(errors.value).filter(([path]) => !under(path, field));
    if (kept.length !== Object.keys(errors.value).length) errors.value = Object.fromEntries(kept);
  };
  const take = (error: unknown) => {
    const fields = error instanceof ApiProblem ? error.errors : [];
    const known = fields.filter(e => Object.keys(values.value).some(field => under(e.path, field)));
    errors.value = Object.fromEntries(known.map(e => [e.path, e.message]));
    problem.value = known.length > 0 && known.length === fields.length ? undefined : error;
  };
  return {
    values, busy, problem, changed,
    set(field, value) {
      batch(() => {
        values.value = { ...values.value, [field]: value };
        clear(field);
      });
    },
    reset(next) {
      batch(() => {
        start.value = next;
        values.value = next;
        errors.value = {};
        problem.value = undefined;
      });
    },
    error: path => Object.entries(errors.value).find(([at]) => under(at, path))?.[1],
    refuse(path, message) {
      errors.value = { ...errors.value, [path]: message };
    },
    async submit(send) {
      if (busy.value) return false;
      batch(() => {
        busy.value = true;
        problem.value = undefined;
        errors.value = {};
      });
      try {
        await send(values.value);
        start.value = values.value;
        return true;
      } catch (error) {
        take(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
