import type { CodePageName } from './code-pages.js';

/** What stands for a character that a printer has not, where taking its marks off is not enough. Lower case; capitals follow it. */
const instead: Readonly<Record<string, string>> = {
  '₺': 'TL', '€': 'EUR', '£': 'GBP', '№': 'No', '§': 'par.', '¶': ' ', '•': '*', '·': '.', '…': '...', '×': 'x', '÷': '/', '−': '-', '±': '+-', '°': 'o',
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '™': 'TM', '®': '(R)', '©': '(C)',
  ı: 'i', ə: 'e', ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd', œ: 'oe',
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's',
  т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
  ў: "o'", қ: 'q', ғ: "g'", ҳ: 'h', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ә: 'a', ө: 'o', ү: 'u', ұ: 'u', ң: 'n', һ: 'h',
};
/** Letters of other Cyrillic alphabets, where the printer has the Russian one: a Latin letter amid a Cyrillic word reads worse. */
const nearest: Readonly<Record<string, string>> = {
  ў: 'у', қ: 'к', ғ: 'г', ҳ: 'х', ё: 'е', і: 'и', ї: 'и', є: 'е', ґ: 'г', ә: 'а', ө: 'о', ү: 'у', ұ: 'у', ң: 'н', һ: 'х',
};
/** Apostrophes of all kinds, those of Uzbek letters (oʻ, gʻ, ʼ) above all, and dashes: the plain ones every printer has. */
const alike: readonly [RegExp, string][] = [[/[\u02bb\u02bc\u02b9\u2018\u2019\u201a\u2032`´]/g, "'"], [/[\u2010-\u2015\u2212]/g, '-'], [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ']];
// Pictures in code pages of PCs that stand among the control bytes.
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00a7\u00b6\u2022\u203c\u2190-\u21ff\u221f\u2302\u25a0-\u25ff]/;

/** Whether a code page has a character. */
export type Knows = (character: string, page: CodePageName) => boolean;

/** Text of characters the printer has: others become the nearest it can write, so that nobody's name turns into question marks. */
export function createPrintable(pages: readonly CodePageName[], knows: Knows): (text: string) => string {
  const seen = new Map<string, string>();
  const has = (character: string): boolean => !unsafe.test(character) && (/^[\x20-\x7e]$/.test(character) || pages.some(page => knows(character, page)));
  function spelled(character: string): string {
    if (has(character)) return character;
    const lower = character.toLocaleLowerCase('tr');
    const near = nearest[lower] && (lower === character ? nearest[lower] : nearest[lower].toUpperCase());
    if (near !== undefined && has(near)) return near;
    const told = instead[character] ?? instead[lower];
    if (told !== undefined) return instead[character] === undefined && lower !== character ? told.charAt(0).toUpperCase() + told.slice(1) : told;
    const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
    return bare === character ? (unsafe.test(character) ? '' : '?') : [...bare].map(spelled).join('');
  }
  return text => [...alike.reduce((plain, [from, to]) => plain.replace(from, to), text.normalize('NFC'))].map(character => {
    const known = seen.get(character) ?? spelled(character);
    seen.set(character, known);
    return known;
  }).join('');
}

/** Part of a row that one code page has all characters of. */
export interface Run {
  readonly page: CodePageName;
  readonly text: string;
}
/** Cuts printable text where another code page is needed; it stays on one for as long as that one will do. */
export function createRuns(pages: readonly CodePageName[], knows: Knows): (text: string) => Run[] {
  const has = (character: string, page: CodePageName): boolean => character < '\u007f' || knows(character, page);
  return text => {
    const runs: { page: CodePageName; text: string }[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      if (last && has(character, last.page)) last.text += character;
      else runs.push({ page: pages.find(page => has(character, page)) ?? pages[0]!, text: character });
    }
    return runs;
  };
}
/** Asks about each character once. */
export function remembering(knows: Knows): Knows {
  const known = new Map<string, boolean>();
  return (character, page) => {
    const key = `${page} ${character}`;
    const said = known.get(key) ?? knows(character, page);
    known.set(key, said);
    return said;
  };
}
