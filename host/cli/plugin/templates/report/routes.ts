import { Db, fromThousandths, instant, list, object, raw, route, signedMoney, signedQuantity, t, text, toUtc, uuid } from '@sontechsp/sdk';
import { soldMost, type SoldRow } from './store.js';

const query = object({ from: instant(), to: instant() });
const item = object({ productId: uuid(), name: text(), quantity: signedQuantity(), total: signedMoney() });
const itemOf = (row: SoldRow) => ({ ...row, quantity: fromThousandths(row.quantity) });
const span = ({ from, to }: { from: string; to: string }) => ({ from: toUtc(from), to: toUtc(to) });

export const routes = [
  route({
    method: 'GET', path: '/sold', permission: 'ornek.read', query, reply: object({ items: list(item), total: t.Integer() }), use: { db: Db },
    summary: 'What was sold most in a span of time, the first hundred.',
    async handle({ query, scope, use }) {
      const rows = await soldMost(use.db, scope, { ...span(query), limit: 100 });
      return { items: rows.map(itemOf), total: rows.reduce((sum, row) => sum + row.total, 0) };
    },
  }),
  route({
    method: 'GET', path: '/sold.csv', permission: 'ornek.read', query, types: ['text/csv'], use: { db: Db },
    summary: 'The same as CSV, for a spreadsheet.',
    async handle({ query, scope, use }) {
      const rows = await soldMost(use.db, scope, { ...span(query), limit: 10_000 });
      const lines = rows.map(row => [csv(row.name), fromThousandths(row.quantity), (row.total / 100).toFixed(2)].join(';'));
      return raw('text/csv; charset=utf-8', `\uFEFF${['name;quantity;total', ...lines].join('\r\n')}\r\n`);
    },
  }),
];

/** A cell that begins like a formula is made text. */
const csv = (cell: string): string => `"${cell.replace(/^([=+\-@\t])/, "'$1").replaceAll('"', '""')}"`;
