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
  it('write Uzbek as Uzbek does, also in a browser that carries none of its data, and Russian by its three plurals', () => {
    const language = signal<Language>('uz');
    const currency = signal('UZS');
    const format = createFormat({ language, timeZone: signal<string | undefined>('Asia/Tashkent'), currency, clock: fakeClock().clock, t: words });
    const at = '2026-03-04T21:30:00.000Z';
    const written = () => [format.money(123450), format.amount(123456750), format.number(1234.5), format.percent(18.5), format.decimalMark, format.currencySymbol];
    expect(written()).to.deep.equal(['1\u00a0234,50\u00a0soʻm', '1\u00a0234\u00a0567,50', '1\u00a0234,5', '18,5%', ',', 'soʻm']);
    expect([format.date(at), format.time(at), format.dateTime(at)]).to.deep.equal(['5-mar, 2026', '02:30', '5-mar, 2026, 02:30']);
    const relative = (...ats: string[]) => ats.map(one => format.relative(one));
    expect(relative('2026-03-04T10:57:00.000Z', '2026-03-04T11:00:00.000Z', '2026-03-04T13:00:00.000Z', '2026-03-03T11:00:00.000Z', '2026-02-27T11:00:00.000Z'))
      .to.deep.equal(['3 daqiqa oldin', 'hozir', '2 soatdan keyin', 'kecha', '5 kun oldin']);
    language.value = 'ru';
    currency.value = 'TRY';
    expect([...written(), format.dateTime(at)]).to.deep.equal(['1\u00a0234,50\u00a0₺', '1\u00a0234\u00a0567,50', '1\u00a0234,5', '18,5\u00a0%', ',', '₺', '5 мар. 2026 г., 02:30']);
    const t = createTranslate(signal({ 'pos:n.one': '{n} товар', 'pos:n.few': '{n} товара', 'pos:n.many': '{n} товаров', 'pos:n.other': '{n} товара' }), language);
    expect([1, 2, 5, 21, 1.5].map(n => t('pos:n', { n }))).to.deep.equal(['1 товар', '2 товара', '5 товаров', '21 товар', '1,5 товара']);
  });
});
