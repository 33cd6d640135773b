import { storable } from '../database/storable.js';

const sensitive = /pass(word|wd|phrase)|secret|token|authori[sz]ation|credential|api[-_]?key|private[-_]?key|cookie|signature|\bpin\b|^pin$|card(number|no)|cvv|cvc|identitynumber|tckn|iban/i;
const HIDDEN = '[redacted]';
const DEEPEST = 12;

/** The value without what its keys say is secret or a sensitive field of a customer. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map(item => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    const empty = item === null || item === undefined || item === '';
    return [storable(key), sensitive.test(key.replaceAll('_', '')) && !empty ? HIDDEN : redact(item, depth + 1)];
  }));
}

const MOST = 4000;

/** What a subscriber resolved to, as it is kept: small JSON without secrets; undefined when there is nothing worth keeping. */
export function keptAnswer(result: unknown): unknown {
  if (result === undefined || result === null) return undefined;
  try {
    // First as JSON sees it: what has a `toJSON` of its own, a date, is text by then.
    const seen = JSON.stringify(result);
    if (seen === undefined) return undefined;
    const kept = redact(JSON.parse(seen));
    const text = JSON.stringify(kept);
    return text.length <= MOST ? kept : { cut: true, text: storable(text.slice(0, MOST)) };
  } catch {
    return undefined;
  }
}
