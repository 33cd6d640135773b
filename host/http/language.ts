import type { Language } from '@sontechsp/sdk';

const known = new Set<string>(['tr', 'en', 'ru', 'uz']);
/** Callers send the same few headers all day. */
const remembered = new Map<string, Language>();

/** The language of a request (RFC 9110, 12.5.4): tr, en, ru or uz by the caller's weights; anything else, also `*`, is tr. */
export function languageOf(header: string | undefined): Language {
  if (!header) return 'tr';
  const there = remembered.get(header);
  if (there) return there;
  const language = preferred(header);
  if (remembered.size >= 200) remembered.clear();
  if (header.length <= 200) remembered.set(header, language);
  return language;
}

function preferred(header: string): Language {
  const ranges = header.split(',').map(range => {
    const [tag, ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
    const weight = parameters.find(p => p.startsWith('q='));
    return { tag: tag!.split('-')[0]!, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
  });
  const best = ranges.filter(r => r.weight > 0 && (r.tag === '*' || known.has(r.tag))).sort((a, b) => b.weight - a.weight)[0];
  return best && best.tag !== '*' ? (best.tag as Language) : 'tr';
}
