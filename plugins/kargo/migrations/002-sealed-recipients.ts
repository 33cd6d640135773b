import { addColumns, backfill, col, fold, migration, type FieldCipher, type Tx } from '@sontechsp/sdk';

/** A recipient as it stands in the database: name, phone, address. */
export interface Sealed {
  readonly sealed: string;
}
/** Marks by which a shipment is found by its recipient's name and phone; see `recipients/marks.ts`. */
export const added = { search_marks: col.text<string>({ default: '' }) };

/** Rows read at once; each is a few kilobytes. */
const PORTION = 200;

interface OldRow { id: string; firm_id: string; recipient: string; order_no: string; reference: string; tracking_number: string | null }

/** As `recipients/marks.ts` makes them when this is released; written down here, so that the migration stays what it is. */
async function marksOf(fields: FieldCipher, firmId: string, { name, phone }: { name: string; phone: string }): Promise<string> {
  const words = fold(name).split(/\s+/).filter(Boolean);
  const begins = new Set(words.flatMap(word => Array.from({ length: Math.max(0, Math.min(word.length, 15) - 1) }, (_, at) => `name:${word.slice(0, at + 2)}`)));
  const all = [...begins, ...words.filter(word => word.length > 15).map(word => `name:${word}`), `phone:${phone}`, `phoneEnd:${phone.slice(-4)}`];
  return (await Promise.all(all.map(one => fields.mark(`kargo_etiketleri.search:${firmId}`, one)))).join(' ');
}

async function sealAll(tx: Tx, fields: FieldCipher): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000', more = true; more;) {
    const rows = await tx.query<OldRow>(
      `SELECT id, firm_id, CAST(recipient AS TEXT) AS recipient, order_no, reference, tracking_number FROM kargo_etiketleri WHERE id > $1 ORDER BY id LIMIT ${PORTION}`, [after]);
    for (const row of rows) {
      const sealed: Sealed = { sealed: await fields.seal(`kargo_etiketleri.recipient:${row.id}`, row.recipient) };
      await tx.run("UPDATE kargo_etiketleri SET recipient = $2, recipient_name = '', search_key = $3, search_marks = $4 WHERE id = $1", [
        row.id, JSON.stringify(sealed), fold([row.order_no, row.reference, row.tracking_number ?? ''].join(' ')),
        await marksOf(fields, row.firm_id, JSON.parse(row.recipient) as { name: string; phone: string }),
      ]);
    }
    more = rows.length === PORTION;
    after = rows.at(-1)?.id ?? after;
  }
}

/** Name, phone and address of recipients are sealed; shipments are found by marks of name and phone instead. */
export default migration('002-sealed-recipients', [
  addColumns('kargo_etiketleri', added),
  backfill('kargo.seal-recipients', (tx, { fields }) => sealAll(tx, fields)),
]);
