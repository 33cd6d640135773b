/** What stands in the number pad's display. */
export interface Entry {
  readonly text: string;
  /** A proposal that the first key replaces. */
  readonly fresh: boolean;
}
export const blankEntry: Entry = { text: '', fresh: false };
export const proposedEntry = (text: string): Entry => ({ text, fresh: true });

const LONGEST = 14;

/** One key of the pad: a digit, `00`, the decimal mark of the language, or `erase`. */
export function pressPad(entry: Entry, key: string, mark: ',' | '.'): Entry {
  const text = entry.fresh ? '' : entry.text;
  if (key === 'erase') return { text: text.slice(0, -1), fresh: false };
  if (key === mark) return text.includes(mark) ? { text, fresh: false } : { text: `${text || '0'}${mark}`, fresh: false };
  if (key === '00' && text === '') return { text: '0', fresh: false };
  const digits = text === '0' && key !== '00' ? key : text === '0' ? '0' : text + key;
  return { text: digits.slice(0, LONGEST), fresh: false };
}
