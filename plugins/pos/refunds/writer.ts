import { Approvals, Audit, Clock, Ids, Outbox, Tenancy, createToken, provide, type JoinHook, type Scope, type Tx } from '@sontechsp/sdk';
import { refund as refundHooks, refundCompleted, type ProposedRefund, type RefundInProgress, type SalePayment } from '../contract.js';
import { useApprovals } from '../limits.js';
import { Slips } from '../printing/slips.js';
import { ROUNDING } from '../rounding.js';
import { ShiftGate } from '../shifts/gate.js';
import { insertSale, lockCounter, moveCounter, type Counter, type StoredSale } from '../store.js';
import type { Leave } from './plan.js';
import { refundRowsOf } from './rows.js';
import { toldOf } from './reply.js';

export interface OwnFacts {
  readonly id: string;
  readonly bodyHash: string;
  readonly otherTender: boolean;
  readonly sellsNext?: readonly string[];
  /** Looks at the terminal's last receipt once it is locked. */
  readonly last?: (counter: Counter) => void;
}
/** Writes refunds of every kind: the next receipt of the terminal, what plugins add, the news of it, the record of who did it. */
export interface RefundWriter {
  /** The sale it comes from is locked by the caller, before. */
  write(tx: Tx, scope: Scope, proposed: ProposedRefund, own: OwnFacts): Promise<StoredSale>;
  /** Uses up the approvals it takes and records who did it. Last in the transaction: the chain of records stays locked from here on. */
  record(tx: Tx, scope: Scope, written: StoredSale, leave: Leave): Promise<void>;
}
export const RefundWriter = createToken<RefundWriter>('pos.refundWriter');

interface Deps {
  join: JoinHook<RefundInProgress>['call'];
  outbox: Outbox;
  records: { audit: Audit; approvals: Approvals };
  till: { tenancy: Tenancy; shifts: ShiftGate; slips: Slips };
  ids: Ids;
  clock: Clock;
}
export function createRefundWriter({ join, outbox, records: { audit, approvals }, till: { tenancy, shifts, slips }, ids, clock }: Deps): RefundWriter {
  return {
    async write(tx, scope, proposed, { sellsNext = [], last: look, ...own }) {
      const [store, terminal] = await Promise.all([tenancy.store(scope.storeId), tenancy.terminal(scope.terminalId)]);
      const inProgress: RefundInProgress = { ...proposed, id: own.id, sellsNext, receipt: undefined };
      const [last] = await Promise.all([lockCounter(tx, scope), join.early(scope, inProgress, tx)]);
      look?.(last);
      await shifts.check(scope, last);

      const sequence = last.sequence + 1;
      const receipt = { no: `${store.code}-${terminal.code}-${String(sequence).padStart(6, '0')}`, sequence, soldAt: clock.now() };
      const rounding: SalePayment[] = proposed.rounding === 0 ? [] : [{ id: ids.next(), method: ROUNDING, amount: 0 - proposed.rounding, reference: null }];
      const rows = refundRowsOf(scope, proposed, [...proposed.payments, ...rounding], { ...own, ...receipt, previousHash: last.hash, shiftId: last.shift_id });
      moveCounter(tx, rows.sale);
      insertSale(tx, rows);
      await join.late(scope, { ...inProgress, receipt }, tx);
      outbox.add(tx, scope, refundCompleted, toldOf(inProgress, rows.sale), own.id);
      await slips.queue(tx, scope, { id: own.id, receiptNo: receipt.no, payments: rows.payments });
      return rows;
    },

    async record(tx, scope, { sale }, leave) {
      const approvedBy = await useApprovals(approvals, tx, scope, leave.approvals, leave.needs);
      await audit.record(tx, scope, `pos.${sale.refund_type ?? 'refund'}.create`, { type: 'pos.sale', id: sale.id }, {
        receiptNo: sale.receipt_no, refundOf: sale.refund_of, total: 0 - sale.total, reason: sale.reason, otherTender: sale.other_tender ?? false,
        ...(approvedBy.length > 0 ? { approvedBy: [...new Set(approvedBy)] } : {}),
      });
    },
  };
}
export const refundWriter = provide(RefundWriter, { join: refundHooks.join, outbox: Outbox, records: { audit: Audit, approvals: Approvals }, till: { tenancy: Tenancy, shifts: ShiftGate, slips: Slips }, ids: Ids, clock: Clock }, createRefundWriter);
