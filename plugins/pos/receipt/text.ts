import { receiptRows } from './layout.js';
import { centred, type Columns } from './paper.js';
import type { Receipt } from './receipt.js';

/** The receipt on a paper of 48 (80 mm) or 32 (58 mm) columns. */
export function receiptText(receipt: Receipt, columns: Columns): string {
  const rows = receiptRows(receipt, columns).flatMap(({ text, as }) => (as === 'code' ? centred(`*${text}*`, columns) : [text]));
  return rows.join('\n') + '\n';
}
