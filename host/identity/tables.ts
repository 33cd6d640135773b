import { col, table } from '@sontechsp/sdk';

export const users = table('kullanicilar', {
  id: col.id(),
  firm_id: col.ref(),
  username: col.text(),
  /** The user name with its case folded: unique among the users a firm has. */
  username_key: col.text(),
  full_name: col.text(),
  /** User name and full name folded, for search. */
  search_key: col.text(),
  /** argon2id, in PHC form. */
  password_hash: col.text(),
  active: col.flag({ default: true }),
  phone: col.nullable(col.text()),
  address: col.nullable(col.text()),
  /** Encrypted. */
  identity_number: col.nullable(col.text()),
  notes: col.nullable(col.text()),
  created_at: col.instant(),
  updated_at: col.instant(),
  deleted_at: col.nullable(col.instant()),
}, {
  indexes: [
    { name: 'kullanicilar_username', columns: ['firm_id', 'username_key'], unique: true, where: 'deleted_at IS NULL' },
    { name: 'kullanicilar_sign_in', columns: ['username_key'] },
  ],
});

export const roles = table('roller', {
  id: col.id(),
  firm_id: col.ref(),
  /** `cashier`, `manager`, `admin`, or what it was given when made; never changes. */
  code: col.text(),
  name: col.text(),
  /** Exists from the start. */
  seeded: col.flag({ default: false }),
  created_at: col.instant(),
  updated_at: col.instant(),
}, { indexes: [{ name: 'roller_firm_code', columns: ['firm_id', 'code'], unique: true }] });

/** The permissions a firm has met. One that stands here is not granted by itself again. */
export const permissions = table('yetkiler', {
  firm_id: col.ref(),
  permission: col.text(),
  created_at: col.instant(),
}, { primaryKey: ['firm_id', 'permission'] });

export const userRoles = table('kullanici_rolleri', {
  firm_id: col.ref(),
  user_id: col.ref(),
  role_id: col.ref(),
}, { primaryKey: ['user_id', 'role_id'], indexes: [{ name: 'kullanici_rolleri_role', columns: ['role_id'] }] });

export const rolePermissions = table('rol_yetkileri', {
  firm_id: col.ref(),
  role_id: col.ref(),
  permission: col.text(),
  /** Percent; empty where the permission has no limit. */
  limit_value: col.nullable(col.rate()),
}, { primaryKey: ['role_id', 'permission'] });

export const userStores = table('kullanici_magazalari', {
  firm_id: col.ref(),
  user_id: col.ref(),
  store_id: col.ref(),
}, { primaryKey: ['user_id', 'store_id'] });

export const sessions = table('oturumlar', {
  id: col.id(),
  firm_id: col.ref(),
  user_id: col.ref(),
  /** SHA-256 of the refresh token in force, and of the one it replaced. */
  token_hash: col.text(),
  previous_hash: col.nullable(col.text()),
  rotated_at: col.nullable(col.instant()),
  /** The context chosen last: what a refresh keeps. */
  store_id: col.nullable(col.ref()),
  terminal_id: col.nullable(col.ref()),
  address: col.text(),
  user_agent: col.text(),
  created_at: col.instant(),
  expires_at: col.instant(),
  revoked_at: col.nullable(col.instant()),
}, { indexes: [{ name: 'oturumlar_user', columns: ['user_id'] }, { name: 'oturumlar_expiry', columns: ['expires_at'] }] });

/** Failures to get in, counted per subject from the first one on until the window is over. */
export const attempts = table('giris_denemeleri', {
  /** What was tried, and by whom: `login:<account>@<address>`, hashed. */
  subject: col.text(),
  failures: col.integer(),
  since: col.instant(),
}, { primaryKey: ['subject'] });
