import { fold, foldWords, type FieldCipher } from '@sontechsp/sdk';
import { tidyPhone } from '../phone.js';

/** Beginnings of words of a name are marked from two letters up to so many; a longer word also as a whole. */
const LONGEST = 15;
const placeOf = (firmId: string): string => `kargo_etiketleri.search:${firmId}`;

const beginnings = (word: string): string[] => [
  ...Array.from({ length: Math.max(0, Math.min(word.length, LONGEST) - 1) }, (_, at) => `name:${word.slice(0, at + 2)}`),
  ...(word.length > LONGEST ? [`name:${word}`] : []),
];

/** By what a shipment is found although name and phone are sealed: beginnings of the name's words, the phone, its last four digits. */
export async function marksOf(fields: FieldCipher, firmId: string, { name, phone }: { name: string; phone: string }): Promise<string> {
  const all = [...new Set(foldWords(name).flatMap(beginnings)), `phone:${phone}`, `phoneEnd:${phone.slice(-4)}`];
  return (await Promise.all(all.map(one => fields.mark(placeOf(firmId), one)))).join(' ');
}

/** What a query asks for: each word of it, beside the words that are kept in clear, by these marks; or all of it as a phone. */
export interface AskedMarks {
  readonly words: readonly { readonly word: string; readonly marks: readonly string[] }[];
  readonly phone: string | undefined;
}
export async function askedMarks(fields: FieldCipher, firmId: string, q: string): Promise<AskedMarks> {
  const mark = (value: string): Promise<string> => fields.mark(placeOf(firmId), value);
  const words = await Promise.all(foldWords(q).map(async word => ({
    word, marks: await Promise.all([...(word.length >= 2 ? [`name:${word}`] : []), ...(/^\d{4}$/.test(word) ? [`phoneEnd:${word}`] : [])].map(mark)),
  })));
  return { words, phone: isPhone(q) ? await mark(`phone:${tidyPhone(q)}`) : undefined };
}
const isPhone = (q: string): boolean => /^[+\d\s().\/-]+$/.test(q) && fold(q).replace(/\D/g, '').length >= 7;
