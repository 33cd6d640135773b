import { Failure, adapter, adapterKind, defineSettings, definePlugin, object, oneOf, optional, secret, subscribe, t, topic, type AdapterBase, type AdapterContext } from '@sontechsp/sdk';

/** A contract as an owner writes it: something that can be told a word. */
export interface Courier<S = never> extends AdapterBase<S> {
  tell(word: string, ctx: AdapterContext<S>): Promise<string>;
}
export const courier = adapterKind<Courier>('ortak.courier');

const connection = object({
  url: t.String({ title: 'connection.url', minLength: 1, maxLength: 500 }),
  mode: oneOf('test', 'live'),
  customer: optional(t.String({ default: '', title: 'connection.customer', maxLength: 20 })),
  apiKey: secret({ title: 'connection.apiKey' }),
});
interface Account { url: string; mode: 'test' | 'live'; customer?: string; apiKey: string }

/** Which contexts the adapter was called with, newest last. */
export const seen: { settings: Account; key: string; memory: number }[] = [];

const posta: Courier<Account> = {
  capabilities: { words: true },
  async testConnection({ http, settings }) {
    await http.send({ url: `${settings.url}/ping`, headers: { 'x-api-key': settings.apiKey } });
  },
  async tell(word, { http, settings, memory, idempotencyKey, log }) {
    seen.push({ settings, key: idempotencyKey, memory: memory.size });
    memory.set(String(memory.size), true);
    log.info({ word, headers: { key: settings.apiKey } }, `Telling with ${settings.apiKey}`);
    if (word === 'bug') throw new Error(`No ${settings.apiKey}`, { cause: settings });
    if (word === 'rude') throw new Failure('conflict', `Not with ${settings.apiKey}`, { evidence: settings.apiKey, acted: 'no' });
    const { json } = await http.send({ method: 'POST', url: `${settings.url}/tell/${word}`, headers: { 'x-api-key': settings.apiKey }, json: { word }, reply: t.Object({ said: t.String() }) });
    return json.said;
  },
};

export const told = topic('ortak.word.told', object({ word: t.String() }));
export const owner = definePlugin({ id: 'ortak', name: 'Ortak', version: '1.0.0', topics: [told], outbox: [subscribe(told, 'ortak.tell', {}, async () => undefined)] });
export const partner = definePlugin({
  id: 'posta', name: 'Posta', version: '1.0.0', requires: ['ortak'],
  adapters: [adapter(courier, { id: 'posta', title: 'Posta Kargo', connection }, posta), adapter(courier, { id: 'posta.hizli', title: 'Hızlı Posta', connection }, posta)],
  settings: defineSettings('posta', 'store', object({
    sender: t.String({ default: '', title: 'settings.sender', maxLength: 50 }),
    password: secret({ title: 'settings.password', maxLength: 40 }),
    pin: secret({ title: 'settings.pin' }),
  })),
});
