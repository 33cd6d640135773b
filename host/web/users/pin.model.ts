import { batch, signal } from '@preact/signals';
import { createForm, createWork, isProblem, type Api, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export type PinState = 'none' | 'set' | 'locked';
interface Reply {
  readonly state: PinState;
}

/** The PIN of one user: given, taken away, and opened again after too many wrong tries. */
export function createPinModel({ api, toast, t, userId }: { api: Api; toast: Toasts; t: Translate; userId: string }) {
  const path = `/api/users/${userId}/pin`;
  const state = signal<PinState | undefined>(undefined);
  const work = createWork();
  const form = createForm({ pin: '', again: '' });

  const take = (reply: Reply, said: string): void => {
    batch(() => {
      state.value = reply.state;
      form.reset({ pin: '', again: '' });
    });
    toast.success(t(`host:web.users.pin.${said}`));
  };
  return {
    state, work, form,
    load: () => work.run(async () => { state.value = (await api.get<Reply>(path)).state; }),
    async set(): Promise<boolean> {
      const { pin, again } = form.values.peek();
      if (pin !== again) form.refuse('again', t('host:web.users.pin.different'));
      if (!/^\d{6,20}$/.test(pin)) form.refuse('pin', t('host:web.users.pin.hint'));
      if (form.error('pin') ?? form.error('again')) return false;
      return form.submit(async values => {
        const reply = await api.put<Reply>(path, { pin: values.pin })
          .catch((error: unknown) => { throw isProblem(error, 'identity.weakPin') ? error.beside('pin') : error; });
        work.say(undefined);
        take(reply, 'saved');
      });
    },
    remove: () => work.run(async () => take(await api.put<Reply>(path, { pin: null }), 'removed')),
    unlock: () => work.run(async () => take(await api.post<Reply>(`${path}/unlock`), 'unlocked')),
  };
}
export type PinModel = ReturnType<typeof createPinModel>;
