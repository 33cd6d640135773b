import { createToken, type Permission } from '@sontechsp/sdk';

/**
 * Gives the seeded roles of every firm the permissions they hold by default. A permission is granted once, when it is first
 * seen: what an admin takes away afterwards stays away.
 */
export interface PermissionSync {
  sync(permissions: readonly Permission[]): Promise<void>;
}
export const PermissionSync = createToken<PermissionSync>('host.permissionSync');
