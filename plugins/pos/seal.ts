import { createHash } from 'node:crypto';
import { canonicalJson } from '@sontechsp/sdk';
import type { SealedReceipt } from './contract.js';

/** The hash that chains a receipt to the one before; `SealedReceipt` says over what. */
export function sealOf(receipt: SealedReceipt): string {
  const { previousHash, id, sequence, terminal, time, total } = receipt;
  const lines = receipt.lines.map(({ productId, quantity, unitPrice, discountAmount, vatRate, vatAmount, total }) =>
    ({ productId, quantity, unitPrice, discountAmount, vatRate, vatAmount, total }));
  const payments = receipt.payments.map(({ method, amount }) => ({ method, amount }));
  return createHash('sha256').update(canonicalJson({ previousHash, id, sequence, terminal, time, lines, payments, total }), 'utf8').digest('hex');
}
