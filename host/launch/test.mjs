import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { onLimit } from './testing/limit.mjs';

/**
 * `npm test [-- [--jobs N] [--slowest] words]`: types, then every test whose path contains one of the words (all without), on
 * the built output, in several processes side by side. What the tests need is installed first; a browser or database that is
 * missing fails the run, and so does one that takes longer than the minutes of SONTECHSP_TEST_MINUTES.
 */
const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { jobs: { type: 'string' }, slowest: { type: 'boolean' } } });
let late = minutes => {
  process.stderr.write(`The tests were not prepared within ${minutes} minutes. The last line above says what was at work.\n`);
  process.exit(1);
};
onLimit(minutes => late(minutes));
await ensureInstalled();
const { prepareTests } = await import('./testing/prepare.mjs');
const { createReport } = await import('./testing/report.mjs');
const { dearFirst } = await import('./testing/order.mjs');
const { startShards } = await import('./testing/shards.mjs');
const { onEnding } = await import('./testing/endings.mjs');

const files = (await prepareTests({ types: words.length === 0 })).filter(({ source }) => words.length === 0 || words.some(word => source.includes(word)));
const report = createReport({ write: text => void process.stdout.write(text), colors: process.stdout.isTTY === true, everyTest: words.length > 0, files: files.map(f => f.source) });
const shards = startShards({ files: dearFirst(files), jobs: jobsFor(files.length), report, forbidOnly: words.length === 0 });
let told;
late = minutes => {
  report.late({ minutes, works: shards.works() });
  shards.stop();
};
onEnding(code => {
  told = code;
  report.silence();
  shards.stop();
});
await shards.ended;
process.exit(told ?? report.finish({ slowest: values.slowest === true }));

/** As many as were asked for; else one for a few files, else one for each core, at least two and at most four. */
function jobsFor(count) {
  const asked = values.jobs ?? process.env.SONTECHSP_TEST_JOBS;
  if (asked !== undefined && !/^[1-9]\d*$/.test(asked)) throw new Error(`--jobs takes a number from 1 on, not '${asked}'.`);
  return Math.min(count, asked === undefined ? (count <= 4 ? 1 : Math.min(4, Math.max(2, availableParallelism()))) : Number(asked));
}
