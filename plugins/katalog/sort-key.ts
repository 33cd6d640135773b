import { atMost } from './text.js';

const alphabet = 'abcçdefgğhıijklmnoöpqrsştuüvwxyz';
/** Each Turkish letter (with q, w and x where Turkish lists put them) as one of 32 neighbouring ASCII characters, after the digits. */
const places = new Map(Array.from(alphabet, (letter, at) => [letter, String.fromCharCode(0x41 + at)]));

/**
 * A key whose order by code point is the Turkish order of names: spaces, then signs, digits, Turkish letters, other scripts.
 * Case does not count; foreign marks (é, â) do not either. Columns that hold it compare by bytes.
 */
export function turkishSortKey(name: string): string {
  let key = '';
  for (const letter of name.normalize('NFKC').replace(/I/g, 'ı').replace(/İ/g, 'i').toLowerCase()) {
    const place = places.get(letter);
    if (place !== undefined) key += place;
    else if (/\s/u.test(letter)) key += ' ';
    else if (/\d/.test(letter)) key += letter;
    else if (/[\p{P}\p{S}]/u.test(letter)) key += '!';
    else key += withoutMarks(letter);
  }
  return atMost(key.trim(), 200);
}

function withoutMarks(letter: string): string {
  const base = letter.normalize('NFKD').replace(/\p{M}+/gu, '');
  return Array.from(base, part => places.get(part) ?? part).join('');
}
