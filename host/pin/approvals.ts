import { createToken, type Approvals, type Audit, type Clock, type Db, type Ids, type Scope } from '@sontechsp/sdk';
import type { Http } from '../http/http-input.js';
import { errors as httpErrors } from '../http/errors.js';
import { mayEnter, type AccessBook, type UserAccess } from '../identity/access.js';
import { errors as identityErrors } from '../identity/refusals.js';
import type { Pins } from './pins.js';
import { errors } from './refusals.js';
import { approvalById, insertApproval, useApproval, type ApprovalRow } from './store.js';

/** How long an approval may wait to be used. */
const LIFE_MS = 60_000;

export interface Wish {
  readonly approverId: string;
  readonly pin: string;
  readonly permission: string;
  readonly amount?: number | undefined;
  readonly worth?: number | undefined;
  readonly subject?: string | undefined;
}
/** Gives and uses approvals. */
export interface ApprovalDesk extends Approvals {
  /** Refuses as a PIN does, and `auth.forbidden {permission}` when the approver does not hold it, or not so far. */
  give(http: Http, scope: Scope, wish: Wish): Promise<ApprovalRow>;
}
export const ApprovalDesk = createToken<ApprovalDesk>('host.approvalDesk');

/** Whether somebody has a permission, and so far. */
export function holds(user: UserAccess | undefined, permission: string, amount: number | undefined): boolean {
  const limit = user?.permissions.get(permission);
  return limit !== undefined && (amount === undefined || limit >= 100 || amount <= limit);
}

interface Deps {
  db: Db;
  made: { clock: Clock; ids: Ids };
  pins: Pins;
  access: AccessBook;
  audit: Audit;
}
export function createApprovalDesk({ made: { clock, ids }, pins, access, audit }: Deps): ApprovalDesk {
  return {
    async give(http, scope, { approverId, pin, permission, amount, worth, subject = '' }) {
      const approver = await access.of(approverId);
      if (!approver || approver.firmId !== scope.firmId || !mayEnter(approver, scope.storeId)) throw identityErrors('auth.invalid');
      const now = clock.now();
      const row: ApprovalRow = {
        id: ids.next(), firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, user_id: scope.userId, approver_id: approverId,
        permission, amount: amount ?? null, worth: worth ?? null, subject, given_at: now, expires_at: new Date(Date.parse(now) + LIFE_MS).toISOString(), used_at: null,
      };
      const facts = { approverId, permission, amount: row.amount, ...(worth === undefined ? {} : { worth }), subject };
      await pins.prove(http, approverId, pin, async tx => {
        // Said only to who knows the PIN: it would tell a stranger what a manager may do.
        if (!holds(approver, permission, amount)) throw httpErrors('auth.forbidden', { permission });
        await insertApproval(tx, row);
        await audit.record(tx, scope, 'host.approval.given', { type: 'approval', id: row.id }, facts);
      }, async tx => {
        await audit.record(tx, scope, 'host.approval.refused', { type: 'user', id: approverId }, { permission });
      });
      return row;
    },
    async use(tx, scope, id, { permission, amount, worth, subject }) {
      const row = await approvalById(tx, id.toLowerCase());
      const fits = row && row.firm_id === scope.firmId && row.terminal_id === scope.terminalId && row.user_id === scope.userId
        && row.permission === permission && row.expires_at > clock.now()
        && (amount === undefined || (row.amount !== null && amount <= row.amount))
        && (worth === undefined || (row.worth !== null && worth <= row.worth))
        && (subject === undefined || row.subject === subject);
      if (!fits || await useApproval(tx, row.id, clock.now()) === 0) throw errors('approval.invalid');
      await audit.record(tx, scope, 'host.approval.used', { type: 'approval', id: row.id }, { approverId: row.approver_id, permission, amount: amount ?? null, ...(worth === undefined ? {} : { worth }) });
      return { approverId: row.approver_id };
    },
  };
}
