import { expect } from 'chai';
import { core } from '../../host/core.js';
import { installed } from '../../host/installed.js';
import { createMessages } from '../../host/messages/messages.js';

describe('Messages', () => {
  const messages = createMessages([
    { namespace: 'raf', locales: { tr: { errors: { 'raf.full': 'Raf dolu: {count} kutu.' }, title: 'Raf', deep: { 'a.b': { c: 'Derin' } } }, en: { title: 'Shelf' } } },
    { namespace: 'kutu', locales: { tr: { title: 'Kutu' } } },
  ]);

  it('find a sentence under nested keys and under keys with dots alike', () => {
    expect(messages.text('tr', 'raf:errors.raf.full', { count: 3 })).to.equal('Raf dolu: 3 kutu.');
    expect(messages.text('tr', 'raf:deep.a.b.c')).to.equal('Derin');
  });

  it('fall back to Turkish, for a missing sentence as for a missing language', () => {
    expect(messages.text('en', 'raf:title')).to.equal('Shelf');
    expect(messages.text('en', 'kutu:title')).to.equal('Kutu');
    expect(messages.text('uz', 'raf:title')).to.equal('Raf');
    expect(messages.all('en')).to.include({ 'raf:title': 'Shelf', 'kutu:title': 'Kutu', 'raf:errors.raf.full': 'Raf dolu: {count} kutu.' });
  });

  it('give the key back when nobody wrote the sentence, whatever the key is called', () => {
    for (const key of ['raf:none', 'none:title', 'constructor', '__proto__', 'toString']) expect(messages.text('en', key)).to.equal(key);
  });

  it('join lists, keep a gap without a value, and leave what a value holds alone', () => {
    expect(messages.text('tr', 'raf:errors.raf.full', { count: ['bir', 'iki'] })).to.equal('Raf dolu: bir, iki kutu.');
    expect(messages.text('tr', 'raf:errors.raf.full', {})).to.equal('Raf dolu: {count} kutu.');
    expect(messages.text('tr', 'raf:errors.raf.full', { count: '{count} $& $1' })).to.equal('Raf dolu: {count} $& $1 kutu.');
  });

  it('are complete: every sentence there is in Turkish and English, with the same gaps', () => {
    const gaps = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
    for (const plugin of [core, ...installed]) {
      const [tr, en] = (['tr', 'en'] as const).map(language => createMessages([{ namespace: plugin.id, locales: { tr: plugin.locales[language] ?? {} } }]).all('tr')) as [Record<string, string>, Record<string, string>];
      expect(Object.keys(en).sort(), plugin.id).to.deep.equal(Object.keys(tr).sort());
      for (const key of Object.keys(tr)) expect(gaps(en[key]!), key).to.deep.equal(gaps(tr[key]!));
    }
  });

  it('say something for every refusal that a plugin may give', () => {
    const all = createMessages([core, ...installed].map(p => ({ namespace: p.id, locales: p.locales })));
    const silent = [core, ...installed].flatMap(p => p.errors.flatMap(table => Object.keys(table.table)).filter(code => {
      const keys = [`${p.id}:errors.${code}`, `host:errors.${code}`];
      return keys.every(key => all.text('tr', key) === key);
    }));
    expect(silent).to.deep.equal([]);
  });

  it('head what a rule refuses with words of its own: nobody at a till knows what a conflict is', () => {
    const everyday = [core, ...installed.filter(p => ['katalog', 'pos', 'stock'].includes(p.id))];
    const all = createMessages(everyday.map(p => ({ namespace: p.id, locales: p.locales })));
    const unheaded = everyday.flatMap(p => p.errors.flatMap(({ table }) => Object.keys(table).filter(code => table[code] === 409 || table[code] === 422))
      .filter(code => all.text('tr', `${p.id}:errors.${code}.title`) === `${p.id}:errors.${code}.title`));
    expect(unheaded).to.deep.equal([]);
  });

  it('give every permission its title', () => {
    const all = createMessages([core, ...installed].map(p => ({ namespace: p.id, locales: p.locales })));
    const untitled = [core, ...installed].flatMap(p => p.permissions.map(({ id }) => `${p.id}:permissions.${id}`)).filter(key => all.text('en', key) === key);
    expect(untitled).to.deep.equal([]);
  });
});
