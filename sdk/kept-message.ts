import { isFailure } from './failure.js';
import type { Messages } from './tokens.js';

/** A sentence from the locales: its whole key (`host:adapters.said.answered`), and what stands in its gaps. */
export interface Sentence {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** As it is kept in a column of text: the key, and its values as JSON. */
export const keptSentence = ({ key, values }: Sentence): string => (values ? `${key} ${JSON.stringify(values)}` : key);

/**
 * What an error says, to be kept for people who may read other languages: a sentence of the house by its key, the words of a
 * remote or of a plugin as they are.
 */
export function keptMessage(error: unknown): string {
  const sentence = isFailure(error) ? error.facts?.sentence : undefined;
  if (sentence) return keptSentence(sentence);
  return error instanceof Error ? error.message : String(error);
}

const KEPT = /^([a-z][a-z0-9]*:[\w.]+)(?: (\{.*))?$/;
/** What was kept, in the reader's language. Words that are no sentence of the house, as old rows hold them, stay as they are. */
export function toldMessage(messages: Messages, language: string, kept: string): string {
  const [, key, json] = KEPT.exec(kept) ?? [];
  if (key === undefined) return kept;
  const told = messages.text(language, key, valuesIn(json));
  return told === key ? kept : told;
}

function valuesIn(json: string | undefined): Record<string, unknown> {
  try {
    return json === undefined ? {} : JSON.parse(json) as Record<string, unknown>;
  } catch {
    // Cut off where it was kept: the sentence shows its gaps.
    return {};
  }
}
