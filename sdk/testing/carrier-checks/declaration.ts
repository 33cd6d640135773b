import type { CarrierCapabilities } from '../../carrier.js';
import type { Locale } from '../../plugin.js';
import { carrierCheck, must, mustEqual } from '../carrier-check.js';

/** What can be said without calling the adapter. */
export const declarationChecks = [
  carrierCheck('declaration.id', 'The adapter is a carrier, and its id is that of its plugin or begins with it', async ({ declaration, plugin }) => {
    mustEqual(declaration.of.id, 'kargo.carrier', 'The kind of the adapter');
    must(/^[a-z][a-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/.test(declaration.id), `The id '${declaration.id}' is not <plugin> or <plugin>.<variant>`);
    if (plugin) mustEqual(declaration.id.split('.')[0], plugin.id, 'The first part of the adapter\'s id');
    must(declaration.title.trim().length > 0, 'The adapter has no title');
  }),
  carrierCheck('declaration.requires', 'The plugin requires kargo', async ({ plugin }) => {
    must(plugin?.requires.some(r => r.split('@')[0] === 'kargo'), 'kargo is not in `requires`');
  }, rig => (rig.plugin ? undefined : 'only the declaration was given')),
  carrierCheck('declaration.titles', 'Every field of the connection has a title in Turkish and in English', async ({ plugin, declaration }) => {
    for (const [field, schema] of Object.entries(declaration.connection.properties)) {
      const { title } = schema as { title?: string };
      must(title, `The field '${field}' has no title`);
      for (const language of ['tr', 'en'] as const) must(sentence(plugin!.locales[language], title), `locales.${language} has no '${title}'`);
    }
  }, rig => (rig.plugin ? undefined : 'only the declaration was given')),
  carrierCheck('declaration.choices', 'Every word of a choice stands in Turkish and in English under the title of its field', async ({ plugin, declaration }) => {
    for (const [field, schema] of Object.entries(declaration.connection.properties)) {
      const { title, enum: words = [] } = schema as { title?: string; enum?: (string | number)[] };
      for (const language of ['tr', 'en'] as const) for (const word of words) must(sentence(plugin!.locales[language], `${title}.${word}`), `locales.${language} has no '${title}.${word}' for the field '${field}'`);
    }
  }, rig => (rig.plugin ? undefined : 'only the declaration was given')),
  carrierCheck('declaration.secrets', 'Passwords, tokens and keys of the connection are marked as secrets', async ({ declaration }) => {
    for (const [field, schema] of Object.entries(declaration.connection.properties)) {
      if (/passw|secret|token|apikey|parola|sifre/i.test(field)) must((schema as { secret?: boolean }).secret, `The field '${field}' is not made with secret()`);
    }
  }),
  carrierCheck('declaration.capabilities', 'The capabilities are whole, plain and kept by the functions that are there', async ({ adapter }) => {
    const capabilities: CarrierCapabilities = structuredClone(adapter.capabilities);
    for (const flag of ['cashOnDelivery', 'recipientPays', 'multiParcel', 'cancel'] as const) mustEqual(typeof capabilities[flag], 'boolean', `capabilities.${flag}`);
    must(Number.isInteger(capabilities.trackBatch) && capabilities.trackBatch >= 1, 'capabilities.trackBatch is not a whole number above zero');
    must(capabilities.trackEveryMs >= 0, 'capabilities.trackEveryMs is negative');
    must(['key', 'ref', 'none'].includes(capabilities.idempotency), `capabilities.idempotency is '${capabilities.idempotency}'`);
    must(capabilities.idempotency !== 'ref' || adapter.findByRef, "idempotency 'ref' needs findByRef");
  }),
];

/** Whether a locale has words under a key, which may stand nested, in one piece or in between: `{ a: { 'b.c': '…' } }`. */
function sentence(locale: Locale | undefined, key: string): boolean {
  const at = locale?.[key];
  if (typeof at === 'string') return at.trim() !== '';
  return Object.entries(locale ?? {}).some(([part, inner]) => typeof inner === 'object' && key.startsWith(`${part}.`) && sentence(inner, key.slice(part.length + 1)));
}
