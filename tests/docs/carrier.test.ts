import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import { Failure, type HttpRequest } from '@sontechsp/sdk';
import * as carrier from '@sontechsp/sdk/carrier';
import { linkProject } from '../../host/cli/plugin/links.js';
import { projectConfig } from '../../host/cli/plugin/template.js';
import { readSource } from '../support/sources.js';
import { examplesOf, writeExample } from './examples.js';

const root = process.env.SONTECHSP_ROOT ?? process.cwd();

describe('The page about carriers', function () {
  this.timeout(60_000);
  const page = readSource('docs/carrier.md');
  const [session] = examplesOf('docs/carrier.md');

  it('names functions that are there, and every one of them', () => {
    const table = page.slice(page.indexOf('| function | gives |'), page.indexOf('| failure | from |'));
    const named = [...table.matchAll(/`(\w+)\(/g)].map(([, name]) => name!);
    const there = Object.entries(carrier).filter(([, value]) => typeof value === 'function').map(([name]) => name);
    expect(named.sort()).to.deep.equal(there.sort());
  });

  it('has a session whose types are those of the sdk', async () => {
    const home = mkdtempSync(join(tmpdir(), 'sontechsp-belge-'));
    try {
      writeExample(home, session!);
      await linkProject(home);
      writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(projectConfig));
      const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', home], { encoding: 'utf8' });
      expect([status, stdout]).to.deep.equal([0, '']);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('has a session that signs in once, renews a token that was refused, and gives up on an account that is', async () => {
    const folder = join(root, 'dist', `belge-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      await build({
        stdin: { contents: session!.files[0]!.code, resolveDir: root, loader: 'ts' }, bundle: true, format: 'esm', platform: 'node', packages: 'external',
        alias: { '@sontechsp/sdk': join(root, 'sdk/index.ts') }, outfile: join(folder, 'client.mjs'), logLevel: 'silent',
      });
      const { send } = await import(pathToFileURL(join(folder, 'client.mjs')).href) as { send(ctx: object, path: string, request: object): Promise<unknown> };
      const asked: string[] = [];
      let good = 'bir';
      let closed = false;
      const http = {
        async send({ url, headers }: HttpRequest) {
          asked.push(url);
          if (closed) throw new Failure('auth', 'Closed');
          if (url.endsWith('/token')) return { json: { token: good } };
          if (headers!['authorization'] !== `Bearer ${good}`) throw new Failure('auth', 'Old');
          return { json: 'done' };
        },
      };
      const ctx = { settings: { address: 'http://x/', user: 'u', password: 'p' }, http, memory: new Map() };
      await send(ctx, 'orders', {});
      await send(ctx, 'orders', {});
      expect(asked).to.deep.equal(['http://x/token', 'http://x/orders', 'http://x/orders']);
      good = 'iki';
      expect(await send(ctx, 'orders', {})).to.deep.equal({ json: 'done' });
      expect(asked.slice(3)).to.deep.equal(['http://x/orders', 'http://x/token', 'http://x/orders']);
      closed = true;
      const failure = await send(ctx, 'orders', {}).catch((error: unknown) => error) as Failure;
      expect([failure.kind, asked.length]).to.deep.equal(['auth', 8]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
