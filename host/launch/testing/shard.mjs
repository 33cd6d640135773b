import { fork } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('shard-process.mjs', import.meta.url));

/**
 * One process that runs test files, in a process group and with a temporary folder of its own: when it is gone, however it went,
 * what it had started goes too.
 */
export function startShard({ name, folder, next, report, forbidOnly, patienceMs, endMs }) {
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  const child = fork(program, [], {
    detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, SONTECHSP_TEST_FORBID_ONLY: forbidOnly ? '1' : '', SONTECHSP_TEST_FSYNC: 'off', SONTECHSP_TEST_COLORS: report.colors ? '1' : '' },
  });
  const had = [];
  let test;
  let state = 'starting';
  let killed;
  let timer;

  const killGroup = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody of it is left.
      child.kill('SIGKILL');
    }
  };
  const watch = (ms, why) => {
    clearTimeout(timer);
    timer = setTimeout(() => { killed = why; killGroup(); }, ms);
  };
  const seconds = ms => `${Math.round(ms / 1000)} seconds`;
  const tell = message => { if (child.connected) child.send(message, () => undefined); };
  const hand = () => {
    const file = next();
    test = undefined;
    if (!file) {
      state = 'ending';
      tell({ end: true });
      return watch(endMs, `did not end within ${seconds(endMs)} of its last file`);
    }
    state = 'running';
    had.push(file.source);
    tell({ run: file });
  };

  child.on('message', message => {
    if (state === 'stopping') return;
    if (state !== 'ending') watch(patienceMs, `gave no sign of life for ${seconds(patienceMs)}`);
    if (message.begins) test = message.begins.join(' › ');
    if (message.test) report.test(message.test);
    if (message.ended) report.file(message.ended);
    if (message.ready || message.ended) hand();
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) report.said(had.at(-1) ?? `process ${name}`, line);
    }).on('end', () => { if (rest) report.said(had.at(-1) ?? `process ${name}`, rest); });
  }
  watch(patienceMs, `gave no sign of life for ${seconds(patienceMs)}`);

  const ended = new Promise(resolve => {
    child.once('error', error => { killed ??= `could not be started: ${error.message}`; });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (state !== 'stopping' && (state !== 'ending' || code !== 0)) report.broke({ name, how: killed ?? `ended by itself (${signal ?? `exit code ${code}`})`, running: state === 'running' ? had.at(-1) : undefined, test, had: [...had] });
      killGroup();
      // Who left the group may hold its output open for ever.
      timer = setTimeout(gone, 3000);
    });
    // The last lines of its output come between the two.
    child.once('close', gone);
    function gone() {
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      resolve();
    }
  });

  return {
    ended,
    work: () => (state === 'running' ? { source: had.at(-1), test } : undefined),
    stop() {
      state = 'stopping';
      tell({ end: true });
      watch(10_000, 'was told to stop');
    },
  };
}
