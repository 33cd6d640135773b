const letters: Record<string, string> = { 'ş': 's', 'ğ': 'g', 'ç': 'c', 'ö': 'o', 'ü': 'u', 'ı': 'i' };

/**
 * The search key of a text, the same on both sides: NFKD, marks dropped, `İ I ı i` → `i`, `ş ğ ç ö ü` → `s g c o u`,
 * apostrophes (also the four Uzbek ones) dropped, lower case, white space folded.
 */
export function fold(text: string): string {
  return text
    .replace(/[Iİı]/g, 'i')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[şğçöüı]/g, c => letters[c]!)
    .replace(/['’‘ʻʼ`´ʹ′＇]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
/** The words of a query, each of which must occur somewhere in the key. */
export const foldWords = (q: string): string[] => fold(q).split(' ').filter(Boolean);
