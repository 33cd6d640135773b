import { expect } from 'chai';
import { core } from '../../host/core.js';
import { installed } from '../../host/installed.js';

describe('Ids', () => {
  it('begin with the plugin that declares them', () => {
    const wrong = installed.flatMap(plugin => [
      ...plugin.permissions.map(p => p.id), ...plugin.hooks.map(h => h.id), ...plugin.topics.map(t => t.id), ...plugin.checks.map(c => c.id),
      ...plugin.provides.map(p => p.token.id), ...plugin.outbox.map(s => s.id), ...plugin.errors.flatMap(e => Object.keys(e.table)),
    ].filter(id => !id.startsWith(`${plugin.id}.`)));
    expect(wrong).to.deep.equal([]);
  });

  it('name tables once in the whole house', () => {
    const names = [core, ...installed].flatMap(p => p.tables.map(t => t.name));
    expect(names.filter((n, i) => names.indexOf(n) !== i)).to.deep.equal([]);
  });

  it('of routes name a permission that somebody declares', () => {
    const known = new Set(['public', 'signedIn', ...[core, ...installed].flatMap(p => p.permissions.map(x => x.id))]);
    expect([core, ...installed].flatMap(p => p.routes.filter(r => !known.has(r.permission)).map(r => `${p.id} ${r.method} ${r.path} ${r.permission}`))).to.deep.equal([]);
  });
});
