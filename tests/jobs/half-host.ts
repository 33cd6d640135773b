import { bootHost } from '../../host/boot.js';
import { half } from './half.js';

/** A host of its own whose jobs stop half way, say so, and go on when told; to be killed, or not to be heard of. */
const go = new Promise<void>(resolve => process.stdin.once('data', () => resolve()));
const plugin = half('child', async job => {
  process.stdout.write(`half ${job}\n`);
  await go;
});
const host = await bootHost({
  host: '127.0.0.1', port: 0, dataFolder: process.env.DATA!, databaseUrl: process.env.DATABASE || undefined, role: 'tek', key: undefined, proxy: false, logLevel: 'warn',
}, [plugin], { jobs: true, jobTimes: { pollMs: 20, leaseMs: Number(process.env.LEASE), beatMs: Number(process.env.BEAT), graceMs: 150 } });
await host.listen();
