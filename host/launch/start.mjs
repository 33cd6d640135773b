import { run } from './sontechsp.mjs';

/**
 * npm passes a SIGTERM to the shell it runs this in, and most shells end without passing it on. The host would live on alone,
 * with its port and its data folder, so it drains when the shell is gone.
 */
if (process.env.npm_lifecycle_event === 'start') {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200).unref();
}
await run(['start', ...process.argv.slice(2)]);
