/**
 * Prints a run: a line for each file as it ends, and for each test where few files were asked for; at the end what took longest,
 * every failure whole, and `N passed, M failed`.
 */
export function createReport({ write, colors, everyTest, files }) {
  const began = performance.now();
  const waiting = new Set(files);
  const failures = [];
  const tests = [];
  const ended = [];
  let passed = 0;
  let skipped = 0;
  let failed = 0;
  let silent = false;
  let quietSince = began;
  const line = text => {
    quietSince = performance.now();
    if (!silent) write(`${text}\n`);
  };
  const color = (code, text) => (colors ? `\u001B[${code}m${text}\u001B[0m` : text);
  const good = text => color(32, text);
  const bad = text => color(31, text);
  const took = ms => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
  const fail = (title, text) => {
    failed++;
    failures.push(text);
    line(`  ${bad('✗')} ${title}`);
  };

  return {
    colors,
    test({ source, titles, state, ms, failure }) {
      const title = `${source}: ${titles.join(' › ')}`;
      if (state !== 'skipped') tests.push({ title, ms });
      if (state === 'passed') passed++;
      if (state === 'skipped') skipped++;
      if (state === 'failed') fail(title, failure);
      else if (everyTest && state !== 'hook') line(`  ${state === 'passed' ? good('✓') : '-'} ${title} (${took(ms)})`);
    },
    file(file) {
      waiting.delete(file.source);
      ended.push(file);
      if (!everyTest && file.failed === 0) line(`  ${good('✓')} ${file.source} (${file.ran} tests, ${took(file.ms)})`);
    },
    /** What a file printed. */
    said(source, text) {
      line(`  ${source} | ${text}`);
    },
    /** A process ended before it should. */
    broke({ name, how, running, test, had }) {
      const where = running ? ` while it ran ${running}${test ? ` (${test})` : ''}` : '';
      const before = had.filter(file => file !== running);
      const sentence = `Test process ${name} ${how}${where}.`;
      fail(sentence, `  1) ${sentence}\n${before.length > 0 ? `     Before, it had run ${before.join(', ')}.\n` : ''}`);
    },
    /** What is at work, when nothing was printed for a minute. */
    still(works) {
      if (performance.now() - quietSince >= 60_000) line(`  … ${took(performance.now() - began)}: ${works.map(({ source, test }) => `${source}${test ? ` (${test})` : ''}`).join(', ')}`);
    },
    /** The run takes longer than it may. */
    late({ minutes, works }) {
      fail(`Not done within ${minutes} minutes`, `  1) The run was not done within ${minutes} minutes. At work:\n${works.map(({ source, test }) => `     ${source}${test ? ` (${test})` : ''}\n`).join('')}`);
    },
    /** How many tests, processes and files failed so far. */
    failed: () => failed,
    silence() {
      silent = true;
    },
    /** Prints the end and answers the exit code. */
    finish({ slowest }) {
      if (waiting.size > 0) fail(`${waiting.size} files did not come to their end`, `  1) These files did not come to their end:\n${[...waiting].map(source => `     ${source}\n`).join('')}`);
      const top = (what, things, count) => line(`\nThe slowest ${what}:\n${[...things].sort((a, b) => b.ms - a.ms).slice(0, count).map(thing => `  ${took(thing.ms).padStart(8)}  ${thing.source ?? thing.title}`).join('\n')}`);
      if (slowest || !everyTest) top('files', ended, slowest ? 30 : 10);
      if (slowest) top('tests and hooks', tests, 60);
      failures.forEach((text, at) => line(`\n${text.replace(/^(\S*\s*)1\)/, `$1${at + 1})`)}`));
      line(`\n${files.length} files, ${took(performance.now() - began)}${skipped > 0 ? `, ${skipped} tests skipped` : ''}`);
      line(`${passed} passed, ${failed} failed`);
      return failed > 0 || passed === 0 ? 1 : 0;
    },
  };
}
