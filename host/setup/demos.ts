import { createToken, type Scope } from '@sontechsp/sdk';

/** Loads the demonstration data of every plugin that is on in the scope's store, in boot order. */
export interface Demos {
  load(scope: Scope): Promise<void>;
}
export const Demos = createToken<Demos>('host.demos');
