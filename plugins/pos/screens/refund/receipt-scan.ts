import type { Services } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';
import { receiptNumberOf } from './receipt-number.js';

/** Hears scans for the till: a receipt held to it is about a refund, and the basket waits meanwhile. */
export const orReceipt = ({ navigate }: Services, model: SaleModel) => (code: string, typed: number): void => {
  const receiptNo = receiptNumberOf(code);
  if (receiptNo) navigate(`/refund?receipt=${encodeURIComponent(receiptNo)}`);
  else model.scanned(code, typed);
};
