/** Text that PostgreSQL takes, as text and inside JSON: it refuses NUL and half a surrogate pair, and a cut may leave one. */
export const storable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
