import { signal, type ReadonlySignal } from '@preact/signals';
import { ApiProblem, type BrowserClock, type ToastAction, type Toasts, type Tone, type Translate } from '@sontechsp/sdk/ui';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
  readonly code: string | undefined;
  readonly action: ToastAction | undefined;
}
export interface ToastList extends Toasts {
  readonly items: ReadonlySignal<readonly Toast[]>;
  dismiss(id: number): void;
}

export function createToasts(clock: BrowserClock, t: Translate): ToastList {
  const items = signal<readonly Toast[]>([]);
  let next = 1;
  const dismiss = (id: number) => { items.value = items.value.filter(toast => toast.id !== id); };
  const add = (toast: Omit<Toast, 'id'>, ms: number) => {
    const id = next++;
    items.value = [...items.value.filter(other => other.text !== toast.text), { ...toast, id }].slice(-4);
    clock.after(ms, () => dismiss(id));
  };
  return {
    items, dismiss,
    show: (text, { tone = 'info', action, ms = 5000 } = {}) => add({ text, tone, action, code: undefined }, ms),
    success: text => add({ text, tone: 'success', action: undefined, code: undefined }, 4000),
    problem(error) {
      const known = error instanceof ApiProblem ? error : undefined;
      if (!known) console.error(error);
      add({ text: known ? known.detail || known.title : t('host:web.ui.unexpected.detail'), tone: 'danger', action: undefined, code: known?.code ?? 'screen.unexpected' }, 8000);
    },
  };
}
