/** The three roles every firm starts with. */
export type SeededRole = 'cashier' | 'manager' | 'admin';

export interface Permission {
  /** `<plugin>.<noun>[.<verb>]`. Its title is the locale key `permissions.<id>`. */
  readonly id: string;
  /** Seeded roles that hold it; with a number where the permission has a limit (percent). Empty: nobody until granted. */
  readonly roles: Readonly<Partial<Record<SeededRole, true | number>>>;
}
export function permission(id: string, roles: Permission['roles']): Permission {
  return { id, roles };
}
