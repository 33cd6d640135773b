import type { Row } from '../receipt/layout.js';
import { centred, pair, type Columns } from '../receipt/paper.js';

/** What a printer is tried with: letters that go wrong with the wrong code page, the width of the paper, large figures and a barcode. */
export function testSlip(about: { readonly title: string; readonly store: string; readonly printer: string; readonly time: string; readonly pages: string }, columns: Columns): Row[] {
  const centre = (text: string): Row[] => centred(text, columns).map(row => ({ text: row }));
  return [
    ...centre(about.store), ...centred(about.title, columns).map(text => ({ text, as: 'title' as const })), ...centre(about.printer), ...centre(about.time),
    { text: '-'.repeat(columns) },
    { text: 'PİJAMALI HASTA YAĞIZ ŞOFÖRE' }, { text: 'pijamalı hasta yağız şoföre' },
    { text: 'Съешь ещё этих булок, Ёжик' }, { text: 'Oʻzbekcha: gʻisht, choʻl, sheʼr' },
    { text: '-'.repeat(columns) },
    { text: '1234567890'.repeat(5).slice(0, columns) },
    ...pair({ label: 'TOPLAM', value: '1.234,56 TL' }, columns).map(text => ({ text, as: 'total' as const })),
    ...centre(about.pages), { text: '' },
    { text: 'TEST-000001', as: 'code' },
  ];
}
