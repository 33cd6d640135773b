import type { Route } from '@sontechsp/sdk';

/** A plugin's route as the kernel hands it over: where it stands, and with its dependencies made. */
export interface MountedRoute {
  /** `host` for the core, which is never off. */
  readonly plugin: string;
  /** `/api/pos/sales/:id`. */
  readonly fullPath: string;
  readonly route: Route;
  readonly use: Record<string, unknown>;
}
