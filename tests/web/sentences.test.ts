import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createFormat } from '../../host/web/services/format.js';
import { createTranslate } from '../../host/web/services/language.js';
import en from '../../host/web/locales/en.json' with { type: 'json' };
import tr from '../../host/web/locales/tr.json' with { type: 'json' };
import type { Language } from '../../sdk/ui/index.js';
import { fakeClock, words } from './fakes.js';

const keys = (tree: object, path = ''): string[] => Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [path + k] : keys(v as object, `${path}${k}.`)));
const gaps = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();
const at = (tree: object, path: string): string => path.split('.').reduce<unknown>((node, k) => (node as Record<string, unknown>)[k], tree) as string;

describe('the sentences of the web', () => {
  it('are the same in both languages, with the same gaps', () => {
    expect(keys(en).sort()).to.deep.equal(keys(tr).sort());
    for (const key of keys(tr)) expect(gaps(at(en, key)), key).to.deep.equal(gaps(at(tr, key)));
  });
  it('choose their plural form and write numbers in the language', () => {
    const sentences = signal<Record<string, string>>({ 'pos:n.one': '{n} line', 'pos:n.other': '{n} lines', 'pos:plain': 'Hello {name}' });
    const t = createTranslate(sentences, signal<Language>('en'));
    expect([t('pos:n', { n: 1 }), t('pos:n', { n: 2500 }), t('pos:plain', { name: 'Ali' }), t('pos:gone')]).to.deep.equal(['1 line', '2,500 lines', 'Hello Ali', 'pos:gone']);
  });
  it('write money, percent and time as the language and the store do', () => {
    const language = signal<Language>('tr');
    const timeZone = signal<string | undefined>('Europe/Istanbul');
    const format = createFormat({ language, timeZone, currency: signal('TRY'), clock: fakeClock().clock, t: words });
    expect([format.money(123450), format.percent(18), format.time('2026-03-04T21:30:00.000Z'), format.decimalMark]).to.deep.equal(['₺1.234,50', '%18', '00:30', ',']);
    expect(format.relative('2026-03-04T10:57:00.000Z')).to.equal('3 dakika önce');
    language.value = 'en';
    timeZone.value = 'Asia/Tashkent';
    expect([format.money(123450), format.percent(18), format.time('2026-03-04T21:30:00.000Z'), format.decimalMark]).to.deep.equal(['₺1,234.50', '18%', '02:30', '.']);
  });
});
