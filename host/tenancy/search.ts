import { foldWords, type Param } from '@sontechsp/sdk';

/** Conditions that each word of `q` occurs in a folded column; `add` takes a parameter and gives its placeholder. */
export function wordsIn(column: string, q: string | undefined, add: (value: Param) => string): string[] {
  return foldWords(q ?? '').map(word => `${column} LIKE ${add(`%${word.replace(/[!%_]/g, '!$&')}%`)} ESCAPE '!'`);
}

/** Collects the parameters of a statement in the order of their placeholders. */
export function parameters(...first: Param[]): { values: Param[]; add: (value: Param) => string } {
  const values = [...first];
  return { values, add: value => `$${values.push(value)}` };
}
