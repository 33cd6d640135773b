import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Runs the host and starts it anew whenever a source changes. */
let host;
let timer;

function restart() {
  const begin = () => {
    host = spawn(process.execPath, [join(root, 'host/launch/start.mjs')], { cwd: root, stdio: 'inherit' });
  };
  if (!host || host.exitCode !== null) return begin();
  host.once('exit', begin);
  host.kill('SIGTERM');
}

for (const folder of ['sdk', 'host', 'plugins']) {
  watch(join(root, folder), { recursive: true }, (_, name) => {
    if (name && /node_modules|\.swp$|~$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      process.stderr.write(`${name ?? 'A source'} changed: starting anew.\n`);
      restart();
    }, 200);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { host?.once('exit', () => process.exit(0)); host?.kill(signal); });
restart();
