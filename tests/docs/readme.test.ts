import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import type { Plugin } from '@sontechsp/sdk';
import { installed } from '../../host/installed.js';
import { cashSale, makeGood } from '../support/goods.js';
import { openShop } from '../support/host.js';
import { readSource } from '../support/sources.js';

const root = process.env.SONTECHSP_ROOT ?? process.cwd();

describe('The README', () => {
  it('has a first plugin of 20 lines that does what it says', async () => {
    const code = /```ts\n([\s\S]*?)```/.exec(readSource('README.md'))![1]!;
    expect(code.trim().split('\n').filter(line => line.trim() !== '').length).to.be.at.most(22);
    const folder = join(root, 'dist', `readme-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      await build({
        stdin: { contents: code, resolveDir: join(root, 'plugins', 'katalog'), loader: 'ts' }, bundle: true, format: 'esm', platform: 'node', packages: 'external',
        alias: { '@sontechsp/sdk': join(root, 'sdk/index.ts') }, outfile: join(folder, 'plugin.mjs'), logLevel: 'silent',
      });
      const { default: plugin } = await import(pathToFileURL(join(folder, 'plugin.mjs')).href) as { default: Plugin };
      const shop = await openShop('sqlite', { plugins: [...installed, plugin] });
      try {
        const good = await makeGood(shop.admin, { price: 600_000 });
        expect((await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(201);
        const refused = await shop.admin.post('/api/pos/sales', cashSale([{ good, quantity: 2 }]));
        expect([refused.status, refused.body.code, refused.body.most]).to.deep.equal([422, 'limit.tooMuch', 1_000_000]);
        expect(refused.body.detail).to.equal('Bir satış en çok 1000000 kuruş olabilir.');
      } finally {
        await shop.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
