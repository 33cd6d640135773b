import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';

const startWith = (env: Record<string, string>, ...words: string[]) =>
  spawn(process.execPath, [join(process.env.SONTECHSP_ROOT!, 'host/launch/test.mjs'), ...words], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
const start = (...words: string[]) => startWith({}, ...words);

describe('npm test', function () {
  this.timeout(60_000);

  it('runs the files whose path contains a word, test by test, and exits with 0 when they are good', async () => {
    const run = start('architecture/ids');
    let text = '';
    run.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    expect(await once(run, 'close')).to.deep.equal([0, null]);
    expect(text).to.include('✓ tests/architecture/ids.test.ts: Ids › name tables once in the whole house').and.to.match(/\n1 files, .*\n\d+ passed, 0 failed\n$/);
  });

  it('exits with 1 when no path contains the word', async () => {
    expect(await once(start('no-such-file'), 'exit')).to.deep.equal([1, null]);
  });

  it('ends at once when it is told to', async () => {
    const run = start('outbox/order');
    for (let text = ''; !text.includes('tests/outbox/order');) text += String((await once(run.stdout, 'data'))[0]);
    run.kill('SIGTERM');
    expect(await once(run, 'exit')).to.deep.equal([143, null]);
  });

  it('fails at its limit, and says what was at work', async () => {
    const run = startWith({ SONTECHSP_TEST_MINUTES: '0.25' }, 'contract/host-process', 'cli/packages');
    let text = '';
    run.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    expect(await once(run, 'close')).to.deep.equal([1, null]);
    expect(text).to.match(/The run was not done within 0\.25 minutes\. At work:\n\s+tests\/\S+/).and.to.match(/\d+ passed, [1-9]\d* failed\n$/);
  });
});
