import { batch, signal } from '@preact/signals';
import { createForm, isProblem, type Api, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export type PinState = 'none' | 'set' | 'locked';
interface Reply {
  readonly state: PinState;
}

/** The PIN of one user: given, taken away, and opened again after too many wrong tries. */
export function createPinModel({ api, toast, t, userId }: { api: Api; toast: Toasts; t: Translate; userId: string }) {
  const path = `/api/users/${userId}/pin`;
  const state = signal<PinState | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const form = createForm({ pin: '', again: '' });

  async function change(ask: () => Promise<Reply>, said: string): Promise<void> {
    try {
      const reply = await ask();
      batch(() => {
        state.value = reply.state;
        problem.value = undefined;
        form.reset({ pin: '', again: '' });
      });
      toast.success(t(`host:web.users.pin.${said}`));
    } catch (error) {
      problem.value = error;
    }
  }
  return {
    state, problem, form,
    async load() {
      try {
        state.value = (await api.get<Reply>(path)).state;
      } catch (error) {
        problem.value = error;
      }
    },
    async set(): Promise<boolean> {
      const { pin, again } = form.values.peek();
      if (pin !== again) form.refuse('again', t('host:web.users.pin.different'));
      if (!/^\d{6,20}$/.test(pin)) form.refuse('pin', t('host:web.users.pin.hint'));
      if (form.error('pin') ?? form.error('again')) return false;
      return form.submit(async values => {
        const reply = await api.put<Reply>(path, { pin: values.pin })
          .catch((error: unknown) => { throw isProblem(error, 'identity.weakPin') ? error.beside('pin') : error; });
        await change(async () => reply, 'saved');
      });
    },
    remove: () => change(() => api.put<Reply>(path, { pin: null }), 'removed'),
    unlock: () => change(() => api.post<Reply>(`${path}/unlock`), 'unlocked'),
  };
}
export type PinModel = ReturnType<typeof createPinModel>;
