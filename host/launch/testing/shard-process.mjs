import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs the test files it is handed, one after the other, and tells what became of each test. */
const tell = message => { if (process.connected) process.send(message, () => undefined); };
// Mocha hands on what nobody caught; thrown, it fails the test at work, or ends this process.
process.on('unhandledRejection', reason => { throw reason; });
process.on('message', async message => {
  if (message.run) await run(message.run);
  if (message.end) {
    await endRun();
    process.exit(0);
  }
});
// Whoever hands out the files is gone.
process.once('disconnect', async () => {
  setTimeout(endAll, 10_000);
  await endRun().finally(endAll);
});
tell({ ready: true });

async function run({ source, file }) {
  const begin = performance.now();
  let ran = 0;
  let failed = 0;
  const done = (runnable, state, error) => {
    if (runnable.type !== 'hook' && state !== 'skipped') ran++;
    if (error) failed++;
    tell({ test: { source, titles: runnable.titlePath(), state, ms: runnable.duration ?? 0, ...(error ? { failure: shown([source, ...runnable.titlePath()], error) } : {}) } });
  };
  const mocha = new Mocha({
    timeout: 60_000,
    forbidOnly: process.env.SONTECHSP_TEST_FORBID_ONLY === '1',
    reporter: function Told(runner) {
      runner.on('test', test => tell({ begins: test.titlePath() }));
      runner.on('hook', hook => tell({ begins: hook.titlePath() }));
      runner.on('hook end', hook => tell({ test: { source, titles: hook.titlePath(), state: 'hook', ms: hook.duration ?? 0 } }));
      runner.on('pass', test => done(test, 'passed'));
      runner.on('pending', test => done(test, 'skipped'));
      runner.on('fail', (test, error) => done(test, 'failed', error));
    },
  });
  mocha.addFile(file);
  let found = 0;
  try {
    await mocha.loadFilesAsync();
    found = mocha.suite.total();
    await new Promise(resolve => {
      const runner = mocha.run(() => {
        // Left alone it would go on listening for what the next file does not catch.
        runner.dispose();
        resolve();
      });
    });
  } catch (error) {
    failed++;
    const titles = [found === 0 ? 'could not be loaded' : 'did not come to its end'];
    tell({ test: { source, titles, state: 'failed', ms: 0, failure: shown([source, ...titles], error) } });
  }
  if (ran === 0 && failed === 0) {
    failed++;
    const titles = ['ran no test'];
    tell({ test: { source, titles, state: 'failed', ms: 0, failure: shown([source, ...titles], { message: found === 0 ? 'It has none.' : `It has ${found}.` }) } });
  }
  tell({ ended: { source, ran, failed, ms: performance.now() - begin } });
}

/** What the supports of the tests want done at the end. */
async function endRun() {
  await (await import(process.env.SONTECHSP_TEST_ENDS)).endRun();
}

/** Takes along whatever this process had started. */
function endAll() {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } finally {
    process.exit(1);
  }
}

/** A failure as Mocha's reporters show it, with its difference and causes. */
function shown(titles, error) {
  const { Base } = Mocha.reporters;
  let text = '';
  Base.useColors = process.env.SONTECHSP_TEST_COLORS === '1';
  Base.consoleLog = (...words) => { text += `${format(...words)}\n`; };
  Base.list([{ titlePath: () => titles, err: error }]);
  return text.replace(/^\n/, '');
}
