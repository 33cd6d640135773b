import { spawn } from 'node:child_process';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Runs a program to its end, its output on standard error, in a process group of its own: at the limit, or when this process is
 * told to end, all it had started goes with it. Answers its exit code, or 'late'. A program that still runs a minute after
 * `isDone` has come true is ended, and answered with 0.
 */
export function runProgram(command, args, { cwd, env = process.env, shell = false, limitMs, isDone = () => false, patienceMs = 60_000 }) {
  const grouped = process.platform !== 'win32';
  // Not handed on where a pipe is: a service it starts would hold that open after this process is gone.
  const output = process.stderr.isTTY ? 2 : 'pipe';
  const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', output, output], detached: grouped });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', text => process.stderr.write(text));
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      if (grouped) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has just ended.
    }
  };
  const told = Object.entries(signals).map(([signal, code]) => [signal, () => process.exit(code)]);
  for (const [signal, end] of told) process.on(signal, end);
  process.on('exit', kill);
  const timers = [];
  return new Promise((resolve, reject) => {
    const endAfter = (ms, answer) => timers.push(setTimeout(() => { kill(); resolve(answer); }, ms));
    endAfter(limitMs, 'late');
    const look = setInterval(() => {
      if (!isDone()) return;
      clearInterval(look);
      endAfter(patienceMs, 0);
    }, 1000);
    timers.push(look);
    child.once('error', reject);
    // Its last lines come between the two; who goes on with its output open is not waited for.
    child.once('close', code => resolve(code ?? 1));
    child.once('exit', code => endAfter(1000, code ?? 1));
  }).finally(() => {
    timers.forEach(clearTimeout);
    for (const [signal, end] of told) process.off(signal, end);
    process.off('exit', kill);
  });
}
