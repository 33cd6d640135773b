import { randomBytes } from 'node:crypto';

/** Digits and upper-case letters without I, L, O and U, which are misread. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new reference of twelve characters (60 bits by chance): short enough for a barcode of 62 mm at three dots a bar. */
export const newReference = (): string => Array.from(randomBytes(12), byte => letters[byte & 31]).join('');
