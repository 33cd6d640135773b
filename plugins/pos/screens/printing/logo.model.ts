import { signal } from '@preact/signals';
import { createWork, type Api, type Toasts, type Translate } from '@sontechsp/sdk/ui';

interface Size {
  readonly width: number;
  readonly height: number;
}
export interface LogoFacts {
  readonly id: string;
  readonly name: string;
  readonly wide: Size;
  readonly narrow: Size;
}
interface Reply {
  readonly logo: LogoFacts | null;
}
interface Deps {
  api: Api;
  toast: Toasts;
  t: Translate;
  /** Makes a picture small enough to be sent; the file itself where it cannot be shown here. */
  shrink(file: File): Promise<File>;
}
/** The logo at the head of the store's slips. */
export function createLogoModel({ api, toast, t, shrink }: Deps) {
  /** Undefined until the host has told; null: none. */
  const logo = signal<LogoFacts | null | undefined>(undefined);
  const work = createWork();
  return {
    logo, busy: work.busy, problem: work.problem,
    async load(): Promise<void> {
      try {
        logo.value = (await api.get<Reply>('/api/pos/logo')).logo;
      } catch (error) {
        work.say(error);
      }
    },
    choose: (file: File | undefined): Promise<boolean> => work.run(async () => {
      if (!file) return;
      logo.value = (await api.upload<Reply>('/api/pos/logo', await shrink(file))).logo;
      toast.success(t('pos:ui.logo.saved'));
    }),
    remove: (): Promise<boolean> => work.run(async () => {
      await api.delete('/api/pos/logo');
      logo.value = null;
      toast.success(t('pos:ui.logo.removed'));
    }),
  };
}
export type LogoModel = ReturnType<typeof createLogoModel>;
