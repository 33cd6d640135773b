import { parseArgs } from 'node:util';
import { stopPostgres } from '../support/postgres.js';
import { closeBrowser } from '../support/browser.js';
import { checkouts } from './checkouts.js';
import { imports } from './imports.js';
import { lookups } from './lookups.js';
import { outbox } from './outbox.js';
import { pgbenchFloor } from './pgbench.js';
import { pluginCosts } from './plugins.js';
import { scale } from './scale.js';
import { starts } from './starts.js';
import { screens } from './screens.js';
import { createTable, type Table } from './table.js';
import type { Kind } from '../support/databases.js';

export interface BenchOptions {
  readonly table: Table;
  readonly seconds: number;
  readonly products: number;
  /** Products that the section `imports` reads from a file, and that `lookups` looks among. */
  readonly rows: number;
  /** Databases to measure on; both unless said. */
  readonly kinds: readonly Kind[];
}

const sections: Record<string, (options: BenchOptions) => Promise<void>> = {
  starts, pgbench: pgbenchFloor, checkouts, scale, imports, lookups, outbox, screens, plugins: pluginCosts,
};

/** Runs the sections in turn; `--only` names some, with commas between, `--database` one database, `--json` keeps the figures, `--seconds`, `--products` and `--rows` set the sizes. */
export async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { json: { type: 'string' }, only: { type: 'string' }, database: { type: 'string' }, seconds: { type: 'string', default: '8' }, products: { type: 'string', default: '10000' }, rows: { type: 'string', default: '100000' } } });
  const table = createTable(text => process.stdout.write(text));
  const only = values.only?.split(',');
  const kinds = (['postgres', 'sqlite'] as const).filter(kind => !values.database || values.database === kind);
  try {
    for (const [name, section] of Object.entries(sections)) {
      if (!only || only.includes(name)) await section({ table, seconds: Number(values.seconds), products: Number(values.products), rows: Number(values.rows), kinds });
    }
  } finally {
    await closeBrowser();
    await stopPostgres();
  }
  if (values.json) table.save(values.json);
}
