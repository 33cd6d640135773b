import { existsSync } from 'node:fs';
import { runProgram } from './run-program.mjs';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'];
const find = () => places.find(place => place && existsSync(place));

/** Where Chromium is; installs it with the system's package manager when it may, else says which command does. */
export async function ensureChromium() {
  const there = find();
  if (there) return there;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium for the browser tests (apt-get install chromium).\n');
    await aptGet('update');
    await aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    const installed = find();
    if (installed) return installed;
  }
  throw new Error("The browser tests need Chromium, which was not found. Install it with 'sudo apt-get install chromium' (Debian, Ubuntu), 'brew install --cask chromium' (macOS), or set CHROMIUM to its path.");
}

const aptGet = (...args) => runProgram('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::http::Timeout=60', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, limitMs: 5 * 60_000 });
