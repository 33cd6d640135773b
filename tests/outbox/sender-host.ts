import { bootHost } from '../../host/boot.js';
import type { Idempotency } from '@sontechsp/sdk';
import { post } from './sender.js';

/** A host of its own that sends to `REMOTE`, to be killed. */
const host = await bootHost({
  host: '127.0.0.1', port: 0, dataFolder: process.env.DATA!, databaseUrl: process.env.DATABASE || undefined, role: 'tek', key: undefined, proxy: false, logLevel: 'silent',
}, [post(process.env.REMOTE!, { idempotency: process.env.IDEMPOTENCY as Idempotency })], { jobs: true });
await host.listen();
