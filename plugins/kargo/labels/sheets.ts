import { labelsOf, type LabelWords } from './label.js';
import type { LabelSize } from './layout.js';
import { joinPdf, type Part } from './join.js';
import { labelPdf, noticePdf } from './pdf.js';
import type { OpenShipment } from '../recipients/recipients.js';

export interface Sheets {
  readonly pdf: Uint8Array;
  /** Shipments whose label their carrier made, and that cannot be read. */
  readonly unreadable: readonly OpenShipment[];
}

/** Labels of shipments as one document, in the order given: ours, and the carrier's own where it made one as PDF. */
export async function sheetsOf(rows: readonly OpenShipment[], carrierOf: (row: OpenShipment) => string, words: LabelWords, size: LabelSize): Promise<Sheets> {
  const drawn = (some: readonly OpenShipment[]): Promise<Uint8Array> => labelPdf(some.flatMap(row => labelsOf(row, carrierOf(row), words)), size);
  const isTheirs = (row: OpenShipment): boolean => row.label_format === 'pdf';
  if (!rows.some(isTheirs)) return { pdf: await drawn(rows), unreadable: [] };

  // Neighbours that are ours are one document, with its fonts once.
  const runs: OpenShipment[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && !isTheirs(row) && !isTheirs(last[0]!)) last.push(row);
    else runs.push([row]);
  }
  const parts = await Promise.all(runs.map(async (run): Promise<Part> => {
    const row = run[0]!;
    if (!isTheirs(row)) return { pdf: await drawn(run) };
    return {
      pdf: Buffer.from(row.label_data ?? '', 'base64'),
      instead: () => noticePdf([words.word('unreadable'), `${words.word('order')}: ${row.order_no}`, `${carrierOf(row)}: ${row.reference}`], size),
    };
  }));
  const { pdf, unreadable } = await joinPdf(parts);
  // Alone, it is passed on as it came.
  if (parts.length === 1 && unreadable.length === 0) return { pdf: parts[0]!.pdf, unreadable: [] };
  return { pdf, unreadable: unreadable.map(at => runs[at]![0]!) };
}
