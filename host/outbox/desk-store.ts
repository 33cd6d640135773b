import { keyset, type KeysetOptions, type Param, type Queries, type Tx } from '@sontechsp/sdk';
import { parameters, wordsIn } from '../tenancy/search.js';
import { outboxAttempts, outboxRows, type OutboxAttempt, type OutboxRow, type OutboxState } from './tables.js';

/** Rows of these stores; `all` has those of no store too. */
export interface Sight {
  readonly firmId: string;
  readonly stores: 'all' | ReadonlySet<string>;
}
export interface OutboxFilter extends Sight {
  readonly state: OutboxState | undefined;
  readonly plugin: string | undefined;
  readonly q: string | undefined;
  readonly equal: Readonly<Partial<Record<'topic' | 'subscriber' | 'aggregate' | 'store_id' | 'lane', string | undefined>>>;
  readonly paging: Omit<KeysetOptions, 'firstParam' | 'idColumn'>;
}
export type OutboxListed = Omit<OutboxRow, 'payload' | 'answer' | 'evidence'>;

const listed = Object.keys(outboxRows.columns).filter(name => !['payload', 'answer', 'evidence'].includes(name)).join(', ');
/** The state in the words of the indexes, so that a list of the few does not read the many. */
function inState(state: OutboxState): string {
  if (state === 'done') return "done_at IS NOT NULL AND state = 'done'";
  if (state === 'cancelled') return "closed_by IS NOT NULL AND state = 'cancelled'";
  return `${['ready', 'leased', 'retry'].includes(state) ? 'due_at IS NOT NULL' : 'due_at IS NULL AND done_at IS NULL'} AND state = '${state}'`;
}
const seen = ({ stores }: Sight, add: (value: Param) => string): string[] =>
  (stores === 'all' ? [] : [stores.size === 0 ? '1 = 0' : `store_id IN (${[...stores].map(add).join(', ')})`]);

export async function pageOfRows(db: Queries, filter: OutboxFilter): Promise<{ items: OutboxListed[]; nextCursor: string | null }> {
  const { values, add } = parameters(filter.firmId);
  const where = ['firm_id = $1', ...seen(filter, add)];
  if (filter.state) where.push(inState(filter.state));
  if (filter.plugin !== undefined) where.push(`subscriber >= ${add(`${filter.plugin}.`)} AND subscriber < ${add(`${filter.plugin}/`)}`);
  for (const [column, value] of Object.entries(filter.equal)) if (value !== undefined) where.push(`${column} = ${add(value)}`);
  where.push(...wordsIn("LOWER(topic || ' ' || subscriber || ' ' || aggregate || ' ' || lane || ' ' || COALESCE(last_error, ''))", filter.q, add));
  const k = keyset({ ...filter.paging, idColumn: 'id', firstParam: values.length + 1 });
  return k.page(await db.query(
    `SELECT ${listed} FROM cikis_kutusu WHERE ${where.join(' AND ')} AND ${k.where} ORDER BY ${k.order} LIMIT ${k.take}`, [...values, ...k.params], outboxRows));
}

/** How many rows are in each state that is not an end; ends are many and are not counted. */
export async function countsOf(db: Queries, sight: Sight): Promise<Record<string, number>> {
  const { values, add } = parameters(sight.firmId);
  const where = ['firm_id = $1', ...seen(sight, add)].join(' AND ');
  const rows = await db.query<{ state: OutboxState; rows: number }>(
    `SELECT state, COUNT(*) AS rows FROM cikis_kutusu WHERE due_at IS NOT NULL AND ${where} GROUP BY state
     UNION ALL SELECT state, COUNT(*) AS rows FROM cikis_kutusu WHERE due_at IS NULL AND done_at IS NULL AND ${where} GROUP BY state`, values);
  return Object.fromEntries(rows.map(row => [row.state, row.rows]));
}

export async function rowById(db: Queries, sight: Sight, id: string): Promise<OutboxRow | undefined> {
  const { values, add } = parameters(id, sight.firmId);
  return db.first(`SELECT * FROM cikis_kutusu WHERE ${['id = $1', 'firm_id = $2', ...seen(sight, add)].join(' AND ')}`, values, outboxRows);
}
export async function attemptsOf(db: Queries, rowId: string): Promise<OutboxAttempt[]> {
  return db.query('SELECT * FROM cikis_kutusu_denemeleri WHERE row_id = $1 ORDER BY id LIMIT 200', [rowId], outboxAttempts);
}
/** The unfinished row of the same aggregate that must end before this one. */
export async function blockerOf(db: Queries, row: Pick<OutboxRow, 'id' | 'aggregate' | 'subscriber'>): Promise<{ id: string; state: OutboxState } | undefined> {
  return db.first(
    'SELECT id, state FROM cikis_kutusu WHERE aggregate = $1 AND subscriber = $2 AND done_at IS NULL AND id < $3 ORDER BY id LIMIT 1', [row.aggregate, row.subscriber, row.id]);
}

const words = (states: readonly OutboxState[]): string => states.map(state => `'${state}'`).join(', ');
/** The row as it is after it was made due by hand; undefined when its state was another by then. What was tried is forgiven. */
export async function makeDue(tx: Tx, id: string, from: readonly OutboxState[], now: string): Promise<boolean> {
  return await tx.run(`UPDATE cikis_kutusu SET state = 'ready', due_at = $2, forgiven = attempts WHERE id = $1 AND state IN (${words(from)})`, [id, now]) === 1;
}
export async function close(tx: Tx, id: string, from: readonly OutboxState[], to: 'done' | 'cancelled', userId: string, now: string): Promise<boolean> {
  return await tx.run(
    `UPDATE cikis_kutusu SET state = $4, due_at = NULL, done_at = $2, closed_by = $3 WHERE id = $1 AND state IN (${words(from)})`, [id, now, userId, to]) === 1;
}
