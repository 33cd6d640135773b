import { setTimeout as sleep } from 'node:timers/promises';
import { createToken, isRefusal, isUniqueViolation, type Clock, type Db, type Ids, type JoinHook, type Outbox, type Scope, type Tx } from '@sontechsp/sdk';
import type { ChangeNews } from '../change-news.js';
import { productChanged, type ImportSource, type ImportedRows } from '../contract.js';
import { writeLines, type Written } from './chunk.js';
import { csvRecords } from './csv.js';
import { decode, sniffEncoding } from './encoding.js';
import { isProblem, readHeader, readLine, type Columns, type ImportLine, type Problem } from './line.js';
import type { ScaleLabels } from '../scale-labels.js';
import { createPace } from './pace.js';
import { MOST_PROBLEMS } from './report.js';
import { refreshStatistics, updateImport, type ImportRow } from './store.js';

/** Lines that fail for no reason of their own, after which the import gives up. */
const MOST_FAULTS = 20;
/** Columns nobody took, told apart. */
const MOST_IGNORED = 100;

type Progress = Pick<ImportRow, 'state' | 'lines' | 'lines_done' | 'read' | 'created' | 'updated' | 'failed' | 'errors' | 'ignored' | 'encoding'>;
interface Batch {
  readonly lines: readonly ImportLine[];
  readonly problems: readonly Problem[];
  /** Records read. */
  readonly read: number;
  /** The last line of the file in it. */
  readonly upTo: number;
}

/** Ends an import early, for a reason its reader can understand. */
class Stop extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Runs an import: some lines, one transaction, and the same again. */
export interface ImportRunner {
  /** Resolves when the import is done or has failed; `told` hears about every transaction. */
  run(scope: Scope, id: string, source: ImportSource, signal: AbortSignal, told: () => void): Promise<void>;
}
export const ImportRunner = createToken<ImportRunner>('katalog.importRunner');

interface Deps {
  db: Db;
  made: { clock: Clock; ids: Ids };
  labels: ScaleLabels;
  outbox: Outbox;
  news: ChangeNews;
  join: JoinHook<ImportedRows>['call'];
}

export function createImportRunner({ db, made: { clock, ids }, labels, outbox, news, join }: Deps): ImportRunner {
  return {
    async run(scope, id, source, signal, told) {
      const taken = new Set<string>();
      let progress: Progress = { state: 'running', lines: 0, lines_done: 0, read: 0, created: 0, updated: 0, failed: 0, errors: [], ignored: [], encoding: null };
      let columns: Columns | undefined;
      let faults = 0;
      let countAt = 1000;
      const pace = createPace(db.dialect);
      const { isItemCode } = await labels.of(scope);

      const save = (changes: Partial<ImportRow>) => db.transaction(async tx => updateImport(tx, id, { ...changes, seen_at: clock.now() }));

      /** Which columns are taken is known before the first good line, and also when there is none. Who fails here is named by the lines. */
      const askForColumns = () => db.transaction(tx => join.late(scope, { rows: [], takenColumns: taken }, tx)).catch(() => undefined);

      async function writeBatch(tx: Tx, { lines, problems, read, upTo }: Batch): Promise<Progress> {
        const context = { firmId: scope.firmId, now: clock.now(), withCost: scope.can('katalog.cost.read'), nextId: () => ids.next() };
        const written: Written = await writeLines(tx, context, lines);
        if (written.rows.length > 0) {
          await join.late(scope, { rows: written.rows, takenColumns: taken }, tx);
          outbox.add(tx, scope, productChanged, { change: 'imported', productIds: written.rows.map(row => row.productId) }, id);
          tx.afterCommit(() => news.changed());
        }
        const bad = [...problems, ...written.problems].sort((a, b) => a.line - b.line);
        const next: Progress = {
          ...progress, lines_done: upTo, read: progress.read + read, created: progress.created + written.created, updated: progress.updated + written.updated,
          failed: progress.failed + bad.length, errors: [...progress.errors, ...bad].slice(0, MOST_PROBLEMS),
          ignored: ignoredOf(columns!, taken, context.withCost),
        };
        const { errors, ...rest } = next;
        updateImport(tx, id, { ...rest, ...(bad.length > 0 && progress.errors.length < MOST_PROBLEMS ? { errors } : {}), seen_at: context.now });
        return next;
      }

      /** One line that cannot be written does not take the others with it: the batch is halved until that line is alone. */
      async function commit(batch: Batch): Promise<void> {
        let rest: number;
        try {
          let [asked, begun] = [0, 0];
          progress = await unlessRaced(() => {
            asked = performance.now();
            return db.transaction(tx => {
              begun = performance.now();
              return writeBatch(tx, batch);
            });
          });
          rest = pace.restAfter(begun - asked, performance.now() - begun);
        } catch (error) {
          if ((error as { databaseUnavailable?: unknown }).databaseUnavailable === true || batch.lines.length === 0) throw error;
          if (batch.lines.length === 1) {
            if (!isRefusal(error) && ++faults > MOST_FAULTS) throw error;
            return commit({ ...batch, lines: [], problems: [...batch.problems, problemOf(batch.lines[0]!, error)] });
          }
          const half = batch.lines.length >> 1;
          await commit({ lines: batch.lines.slice(0, half), problems: [], read: half, upTo: batch.lines[half - 1]!.line });
          return commit({ ...batch, lines: batch.lines.slice(half), read: batch.read - half });
        }
        told();
        if (progress.created >= countAt) {
          countAt *= 10;
          await refreshStatistics(db);
        }
        // Lets requests that came meanwhile have their turn.
        await (rest > 0 ? sleep(rest) : new Promise(resolve => setImmediate(resolve)));
        if (signal.aborted) throw new Stop({ line: progress.lines_done + 1, code: 'interrupted' });
      }

      async function all(): Promise<void> {
        const { encoding, lines } = await sniffEncoding(source.open());
        progress = { ...progress, encoding, lines };
        await save(progress);
        let next = emptyBatch();
        for await (const records of csvRecords(decode(source.open(), encoding))) {
          for (const record of records) {
            if (!columns) {
              columns = readHeader(record.fields);
              if (columns.at.barkod === undefined) throw new Stop({ line: record.line, code: 'headerMissing', values: { columns: 'barkod' } });
              await askForColumns();
              continue;
            }
            const line = readLine(record, columns, isItemCode);
            if (isProblem(line)) next.problems.push(line);
            else next.lines.push(line);
            next.upTo = record.line;
            if (++next.read < pace.lines) continue;
            await commit(next);
            next = emptyBatch();
          }
        }
        if (!columns) throw new Stop({ line: 1, code: 'empty' });
        if (next.read > 0) await commit(next);
        if (progress.created >= 1000) await refreshStatistics(db);
        await save({ state: 'done', ignored: ignoredOf(columns, taken, scope.can('katalog.cost.read')), finished_at: clock.now() });
      }

      try {
        await all();
      } catch (error) {
        const problem = error instanceof Stop ? error.problem : { line: progress.lines_done + 1, code: 'broken' };
        await save({ ...progress, state: 'failed', errors: [...progress.errors.slice(0, MOST_PROBLEMS - 1), problem], finished_at: clock.now() });
        if (!(error instanceof Stop)) throw error;
      }
    },
  };
}

const emptyBatch = () => ({ lines: [] as ImportLine[], problems: [] as Problem[], read: 0, upTo: 0 });

/** Somebody made one of the barcodes or categories at the same moment: the next try finds it there. */
async function unlessRaced<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isUniqueViolation(error) || tries === 3) throw error;
    }
  }
}

function problemOf({ line }: ImportLine, error: unknown): Problem {
  if (isRefusal(error)) {
    const values = Object.entries(error.facts).filter((fact): fact is [string, string | number] => typeof fact[1] === 'string' || typeof fact[1] === 'number');
    return { line, code: error.code, values: Object.fromEntries(values) };
  }
  const { pluginFailed, plugin } = error as { pluginFailed?: unknown; plugin?: string };
  return pluginFailed === true && plugin ? { line, code: 'pluginFailed', values: { plugin } } : { line, code: 'fault' };
}

/** Columns nobody took: what taps did not ask for, and costs of a caller who may not know them. */
function ignoredOf({ at, foreign }: Columns, taken: ReadonlySet<string>, withCost: boolean): string[] {
  const costs = at.alis_fiyati !== undefined && !withCost ? ['alis_fiyati'] : [];
  return [...foreign.filter(name => !taken.has(name)).slice(0, MOST_IGNORED), ...costs];
}
