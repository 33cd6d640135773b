import { signal } from '@preact/signals';
import { createWork, type Api, type ListPage, type Toasts, type Translate } from '@sontechsp/sdk/ui';

export interface Device {
  readonly id: string;
  readonly userAgent: string;
  readonly enrolledAt: string;
}

/** The devices that belong to one till. */
export function createDevicesModel({ api, toast, t, terminalId, enrolled }: { api: Api; toast: Toasts; t: Translate; terminalId: string; enrolled: () => void }) {
  const path = `/api/terminals/${terminalId}`;
  const devices = signal<readonly Device[] | undefined>(undefined);
  const work = createWork();

  async function load(): Promise<void> {
    devices.value = (await api.get<ListPage<Device>>(`${path}/devices`)).items;
  }
  const carryOut = (ask: () => Promise<unknown>, said: string) => work.run(async () => {
    await ask();
    enrolled();
    await load();
    toast.success(t(`host:web.places.devices.${said}`));
  });
  return {
    devices, work,
    start: () => load().catch(work.say),
    /** Makes this browser one of the till's. */
    enrol: () => carryOut(() => api.post(`${path}/enrol`), 'enrolled'),
    revoke: (id: string) => carryOut(() => api.delete(`${path}/devices/${id}`), 'revoked'),
  };
}
