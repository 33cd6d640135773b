/** C0 and C1 controls, DEL, marks of writing direction, zero-width and other invisible format characters, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text as a printer may get it: one line, no control bytes, no direction marks, the lira sign (in no code page) spelled out. */
export const clean = (text: string): string =>
  text.replace(/[\t\r\n]+/g, ' ').replace(unprintable, '').replace(/₺/g, 'TL').replace(/\u00a0|\u202f/g, ' ').trim();
