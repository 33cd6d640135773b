import { signal, type ReadonlySignal } from '@preact/signals';
import { isProblem, type Api } from '@sontechsp/sdk/ui';

export interface Face {
  readonly id: string;
  readonly fullName: string;
  readonly hasPin: boolean;
}
/** What a device that belongs to a terminal is told before anybody has signed in. */
export interface Tiles {
  readonly items: readonly Face[];
  readonly store: { readonly id: string; readonly name: string };
  readonly terminal: { readonly id: string; readonly name: string };
}
/** The way in at a till: who works here, on a device that belongs to one. */
export interface Door {
  /** Undefined while this device belongs to no till, as far as is known. */
  readonly tiles: ReadonlySignal<Tiles | undefined>;
  /** Asks again. A host that does not answer leaves things as they were. */
  look(): Promise<Tiles | undefined>;
}

/** `api` carries no session: nobody has signed in yet. */
export function createDoor(api: Pick<Api, 'get'>): Door {
  const tiles = signal<Tiles | undefined>(undefined);
  return {
    tiles,
    async look() {
      try {
        // A device of no till is nothing wrong, so it is asked about before what would be refused to it.
        const { enrolled } = await api.get<{ enrolled: boolean }>('/api/auth/device');
        tiles.value = enrolled ? await api.get<Tiles>('/api/auth/tiles') : undefined;
      } catch (error) {
        if (isProblem(error) && error.status === 401) tiles.value = undefined;
      }
      return tiles.value;
    },
  };
}
