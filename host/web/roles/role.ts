import type { Translate } from '@sontechsp/sdk/ui';

/** A set of permissions; with a limit where a permission has one. */
export interface Role {
  readonly id: string;
  /** `cashier`, `manager`, `admin`, or what it was given when made. */
  readonly code: string;
  readonly name: string;
  readonly permissions: readonly { readonly id: string; readonly limit: number | null }[];
}

/** The seeded roles speak the user's language; the others are called as they were named. */
export function roleName(role: Pick<Role, 'code' | 'name'>, t: Translate): string {
  const key = `host:web.roleNames.${role.code}`;
  const told = t(key);
  return told === key ? role.name : told;
}
