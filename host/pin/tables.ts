import { col, extendTable, table } from '@sontechsp/sdk';

/** PINs of users, and how often somebody failed to know one since it was last right. */
export const pins = table('kullanici_pinleri', {
  user_id: col.id(),
  firm_id: col.ref(),
  /** Argon2id of the peppered PIN. */
  hash: col.text(),
  failures: col.integer({ default: 0 }),
  failed_at: col.nullable(col.instant()),
  changed_at: col.instant(),
}, { primaryKey: ['user_id'] });

/** Browsers and shells that may ask for a PIN at a terminal. */
export const devices = table('terminal_cihazlari', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  /** SHA-256 of the secret in the device's cookie. */
  secret_hash: col.text(),
  /** What it called itself. */
  user_agent: col.text(),
  enrolled_by: col.ref(),
  enrolled_at: col.instant(),
  revoked_at: col.nullable(col.instant()),
}, { indexes: [{ name: 'terminal_cihazlari_of_terminal', columns: ['terminal_id', 'id'] }] });

/** Permissions given once, on the spot, by somebody who holds them; as `pin-001` made it. */
export const approvalsFirst = table('onaylar', {
  id: col.id(),
  firm_id: col.ref(),
  store_id: col.ref(),
  terminal_id: col.ref(),
  /** Who asked, and who approved. */
  user_id: col.ref(),
  approver_id: col.ref(),
  permission: col.text(),
  /** What it was given for: kuruş or percent, as the permission has it; null: no amount. */
  amount: col.nullable(col.integer()),
  subject: col.text(),
  given_at: col.instant(),
  expires_at: col.instant(),
  used_at: col.nullable(col.instant()),
}, { indexes: [{ name: 'onaylar_expiry', columns: ['expires_at'] }] });
/** What `amount` may come to in kuruş, where it is a percentage; null: that was not said. */
export const worth = { worth: col.nullable(col.integer()) };
export const approvals = extendTable(approvalsFirst, worth);
