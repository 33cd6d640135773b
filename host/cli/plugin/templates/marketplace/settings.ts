import { Failure, defineSettings, object, secret, t } from '@sontechsp/sdk';
import { MarketClient } from './tokens.js';

export const settings = defineSettings('ornek', 'store', object({
  address: t.String({ title: 'settings.address', default: '', maxLength: 200 }),
  apiKey: secret({ title: 'settings.apiKey', maxLength: 200 }),
}), {
  test: {
    use: { client: MarketClient },
    // Asks for what changed from now on: nothing, when address and key are right.
    async run({ settings: account, now, signal }, { client }) {
      if (!URL.canParse(account.address)) throw new Failure('validation', `'${account.address}' is no address`, { acted: 'no' });
      await client.changedSince(account, now(), signal);
    },
  },
});
