import { batch, signal } from '@preact/signals';
import type { Api, ListPage, Toasts, Translate } from '@sontechsp/sdk/ui';

export interface Device {
  readonly id: string;
  readonly userAgent: string;
  readonly enrolledAt: string;
}

/** The devices that belong to one till. */
export function createDevicesModel({ api, toast, t, terminalId, enrolled }: { api: Api; toast: Toasts; t: Translate; terminalId: string; enrolled: () => void }) {
  const path = `/api/terminals/${terminalId}`;
  const devices = signal<readonly Device[] | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const busy = signal(false);

  async function load(): Promise<void> {
    devices.value = (await api.get<ListPage<Device>>(`${path}/devices`)).items;
  }
  async function carryOut(work: () => Promise<unknown>, said: string): Promise<void> {
    busy.value = true;
    try {
      await work();
      await load();
      problem.value = undefined;
      toast.success(t(`host:web.places.devices.${said}`));
    } catch (error) {
      problem.value = error;
    } finally {
      busy.value = false;
    }
  }
  return {
    devices, problem, busy,
    start: () => load().catch((error: unknown) => batch(() => { problem.value = error; })),
    /** Makes this browser one of the till's. */
    enrol: () => carryOut(async () => {
      await api.post(`${path}/enrol`);
      enrolled();
    }, 'enrolled'),
    revoke: (id: string) => carryOut(async () => {
      await api.delete(`${path}/devices/${id}`);
      enrolled();
    }, 'revoked'),
  };
}
