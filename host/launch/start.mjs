import { run } from './sontechsp.mjs';

await run(['start', ...process.argv.slice(2)]);
