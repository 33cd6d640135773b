import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runProgram } from './run-program.mjs';

const stamp = join(root, 'node_modules', '.sontechsp-installed');
const lock = join(root, '.kurulum-kilidi');
/** A small computer compiles sqlite3 for a quarter of an hour. */
const LIMIT = 40 * 60_000;

const wanted = () => {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'sdk/package.json']) hash.update(readFileSync(join(root, file)));
  return hash.update(process.version).digest('hex');
};
const installed = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : '');

/**
 * Runs `npm ci` when what is installed is not what the lock file says, one process at a time; its output goes to standard
 * error. The stamp is written last, so that a killed install is noticed and done again.
 */
export async function ensureInstalled() {
  const hash = wanted();
  if (installed() === hash) return;
  await locked(async () => {
    if (installed() === hash) return;
    rmSync(stamp, { force: true });
    process.stderr.write('Installing what is missing (npm ci). The first time takes a few minutes: sqlite3 is compiled.\n');
    const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
    const ended = await runProgram(npm[0], [...npm[1], 'ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: root, shell: process.platform === 'win32' && npm[0] === 'npm', limitMs: LIMIT,
      // npm writes it when every package and every install script is through.
      isDone: isNewer(join(root, 'node_modules', '.package-lock.json'), Date.now()),
    });
    if (ended === 'late') throw new Error(`npm ci did not end within ${LIMIT / 60_000} minutes. See with 'npm ping' whether the registry answers, and start again.`);
    if (ended !== 0) throw new Error('npm ci failed. Read its message above, mend it, and start again.');
    writeFileSync(stamp, hash);
  });
}

/** Whether a file has been written since, asked again and again. */
const isNewer = (file, since) => () => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since;

/** Holds a folder as a lock; the lock of a process that is gone is taken over. */
async function locked(work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Error(`The folder ${root} cannot be written to (${error.code}). Give this user the right to write there.`);
    }
    if (!holderLives()) rmSync(lock, { recursive: true, force: true });
    else await new Promise(done => setTimeout(done, 300));
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

let seenWithoutPid = 0;
function holderLives() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    // Between making the folder and writing the number there is a moment: give the holder a second.
    return error.code === 'ENOENT' && ++seenWithoutPid < 4;
  }
}
