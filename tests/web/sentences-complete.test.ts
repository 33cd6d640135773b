import { expect } from 'chai';
import type { Language, Locale, Plugin } from '@sontechsp/sdk';
import { core } from '../../host/core.js';
import { installed } from '../../host/installed.js';
import { openShop, type Shop } from '../support/host.js';

const languages = ['en', 'ru', 'uz'] as const;
const flat = (locale: Locale, path = ''): [string, string][] =>
  Object.entries(locale).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`)));
const sentences = (plugin: Plugin, language: Language): Map<string, string> => new Map(flat(plugin.locales[language] ?? {}));
const gaps = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
/** Every sentence of every plugin. */
const all = (language: Language): [string, string, string][] => [core, ...installed].flatMap(plugin => {
  const turkish = sentences(plugin, 'tr');
  return [...sentences(plugin, language)].map(([key, value]): [string, string, string] => [`${plugin.id}:${key}`, value, turkish.get(key) ?? '']);
});

/** Words that are the same in Turkish and Uzbek or in every language; the heading the law asks for stays Turkish. */
const shared = /^(Dil|Kod|PIN|PIN: \{name\}|Port|NET|No|Siz|Ekranlar|\d\d mm|SQLite|PostgreSQL|Enter|kg|Katalog|Rol|Jurnal|Kim|Server|Sistem|Telefon|Administrator|Desi|PDF, \{size\} mm|Zebra \(ZPL\), \{size\} mm|BİLGİ FİŞİ - MALİ DEĞERİ YOKTUR|[^\p{L}]*|(\{\w+\}[^\p{L}]*)+( mm?s?)?)$/u;

describe('The sentences of every plugin', () => {
  for (const language of languages)
    it(`are all there in ${language}, with the gaps of the Turkish ones, and no others`, () => {
      const faults = [core, ...installed].flatMap(plugin => {
        const turkish = sentences(plugin, 'tr');
        const there = sentences(plugin, language);
        // A plural has forms that Turkish lacks, and `one` is also said of 21 in Russian: it may name its number.
        const plural = (key: string): string | undefined => /^(.*)\.(one|few|many)$/.exec(key)?.[1];
        return [
          ...[...turkish.keys()].filter(key => !there.has(key)).map(key => `${plugin.id}:${key} is missing`),
          ...[...there].flatMap(([key, sentence]) => {
            const original = turkish.get(key) ?? (plural(key) && turkish.get(`${plural(key)}.other`));
            if (original === undefined || original === '') return [`${plugin.id}:${key} is said by nobody`];
            const allowed = [original, plural(key) === undefined ? original : turkish.get(`${plural(key)}.other`)!].map(one => gaps(one).join());
            return [
              ...(sentence.trim() === '' ? [`${plugin.id}:${key} is empty`] : []),
              ...(allowed.includes(gaps(sentence).join()) ? [] : [`${plugin.id}:${key} has other gaps: ${sentence}`]),
            ];
          }),
        ];
      });
      expect(faults.join('\n')).to.equal('');
    });
  it('are not left in Turkish', () => {
    const left = languages.flatMap(language => all(language).filter(([, sentence, turkish]) => sentence === turkish && !shared.test(sentence)).map(([key, sentence]) => `${language} ${key}: ${sentence}`));
    expect(left.join('\n')).to.equal('');
  });
  it('have a title for every setting and a word for every choice', () => {
    const left = [core, ...installed].flatMap(plugin => {
      const there = sentences(plugin, 'tr');
      return [plugin.settings?.schema, ...plugin.adapters.map(one => one.connection)].flatMap(schema => Object.entries(schema?.properties ?? {}).flatMap(([field, property]) => {
        const { title, enum: words, anyOf } = property as { title?: string; enum?: (string | number)[]; anyOf?: { const?: string | number }[] };
        // A number says itself.
        const choices = (words ?? anyOf?.flatMap(one => one.const ?? []) ?? []).filter(one => typeof one === 'string');
        return [title, ...choices.map(one => `${title}.${one}`)].filter(key => key === undefined || !there.has(key)).map(key => `${plugin.id}.${field}: ${key}`);
      }));
    });
    expect(left.join('\n')).to.equal('');
  });
  it('have every plural a Russian number asks for', () => {
    const russian = new Map(all('ru').map(([key, sentence]) => [key, sentence]));
    const lacking = [...russian.keys()].filter(key => key.endsWith('.one')).flatMap(key => {
      const forms = ['one', 'few', 'many', 'other'].map(form => russian.get(key.replace(/one$/, form)));
      // A sentence that is the same for every number needs no more forms.
      return forms[0] === forms[3] || forms.every(form => form !== undefined) ? [] : [key];
    });
    expect(lacking).to.deep.equal([]);
    expect([...russian].filter(([key, sentence]) => key.endsWith('.one') && !sentence.includes('{n}')).map(([key]) => key)).to.deep.equal([]);
  });
  it('are written in their own letters', () => {
    const russian = all('ru').filter(([, sentence]) => !shared.test(sentence) && !/\p{Script=Cyrillic}/u.test(sentence)).map(([key, sentence]) => `${key}: ${sentence}`);
    // o and g take the turned comma (U+02BB), other words the raised one (U+02BC); Turkish letters have no place.
    const uzbek = all('uz').filter(([, sentence]) => !shared.test(sentence) && (/\p{L}['’‘`´]\p{L}/u.test(sentence) || /[oOgG]ʼ|[^oOgG]ʻ/.test(sentence) || /[şğıİçöüŞĞÇÖÜ]/.test(sentence))).map(([key, sentence]) => `${key}: ${sentence}`);
    expect([...russian, ...uzbek].join('\n')).to.equal('');
  });
});

describe('A caller of Russian or Uzbek', function () {
  let shop: Shop;
  before(async () => { shop = await openShop('sqlite'); });
  after(() => shop.stop());
  const told = async (path: string, language: string, body?: object): Promise<{ language: string | null; body: Record<string, unknown> }> => {
    const reply = await fetch(shop.url + path, {
      headers: { 'Accept-Language': language, 'Content-Type': 'application/json', ...(body ? { 'Idempotency-Key': crypto.randomUUID() } : {}) },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    return { language: reply.headers.get('content-language'), body: await reply.json() as Record<string, unknown> };
  };

  it('is answered in it', async () => {
    const russian = await told('/api/users', 'ru-RU,ru;q=0.9,en;q=0.1');
    expect([russian.language, russian.body['title'], russian.body['detail']]).to.deep.equal(['ru', 'Нужно войти', 'Для этого действия войдите в систему.']);
    const uzbek = await told('/api/auth/login', 'uz', { username: 'admin', password: 'yanlış-parola-9' });
    expect([uzbek.language, uzbek.body['code'], uzbek.body['detail']]).to.deep.equal(['uz', 'auth.invalid', 'Foydalanuvchi nomi yoki parol xato yoxud seans tugagan. Qaytadan kiring.']);
    const fields = await told('/api/auth/login', 'uz-Latn-UZ', { username: 'admin' });
    expect(fields.body['errors']).to.deep.equal([{ path: '/password', message: 'Toʻldirish shart.' }]);
  });
  it('has the catalogue of the language for its screens', async () => {
    const [russian, uzbek] = await Promise.all(['ru', 'uz'].map(async language => (await told(`/api/ui/messages/${language}`, 'tr')).body));
    expect([russian!['pos:ui.sale.title'], uzbek!['pos:ui.sale.title'], russian!['host:web.signIn.enter'], uzbek!['stock:ui.balances.title']]).to.deep.equal(['Продажа', 'Savdo', 'Войти', 'Qoldiqlar']);
  });
  for (const [language, words] of [
    ['ru', ['ДЛЯ СВЕДЕНИЯ - НЕ ФИСКАЛЬНЫЙ ЧЕК', 'Кассир', 'НДС', 'ИТОГО', 'Наличные', 'Сдача', '1 246,90', 'Спасибо за покупку']],
    ['uz', ['MAʼLUMOT UCHUN - FISKAL CHEK EMAS', 'Kassir', 'QQS', 'JAMI', 'Naqd', 'Qaytim', '1 246,90', 'Xaridingiz uchun rahmat']],
  ] as const)
    it(`gets receipts of 48 and 32 columns from a store of ${language}`, async () => {
      expect((await shop.admin.patch(`/api/stores/${shop.storeId}`, { language })).status).to.equal(200);
      const code = language === 'ru' ? '8690000000418' : '8690065500014';
      const made = await shop.admin.post('/api/katalog/products', { name: 'Чай Çay choyʻ', barcodes: [{ code }], vatRate: 10, price: 124690, unit: 'piece' });
      await shop.admin.post('/api/stock/movements', { productId: made.body.id, warehouseId: shop.warehouseId, type: 'in', quantity: 10, reason: 'test' });
      const sold = await shop.admin.post('/api/pos/sales', { lines: [{ productId: made.body.id, quantity: 1 }], payments: [{ method: 'cash', amount: 130000 }] });
      expect(sold.status, JSON.stringify(sold.body)).to.equal(201);
      for (const columns of [48, 32]) {
        const text = (await shop.admin.get(`/api/pos/sales/${sold.body.id}/receipt?format=text&columns=${columns}`)).text;
        expect(text.split('\n').filter((row: string) => [...row].length > columns)).to.deep.equal([]);
        for (const word of words) expect(text.replace(/\s+/g, ' ')).to.contain(word);
      }
    });
});
