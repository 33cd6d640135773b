import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

describe('the built server', () => {
  it('brings packages of many small files along, so that a start need not read them one by one', () => {
    const folder = join(dirname(process.env.SONTECHSP_WEB!), 'server');
    const read = readdirSync(folder).filter(name => name.endsWith('.js')).flatMap(name =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^(?:import|export)\b[^;]*?["']([^"'./][^"']*)["'];$/gm)].map(match => match[1]!));
    expect(read).to.include('koa');
    expect(read.filter(name => /^(?:typebox|jose|ajv|uuid|semver)(?:\/|$)/.test(name))).to.deep.equal([]);
  });
});
