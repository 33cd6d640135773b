import { defineSettings, object, secret, t } from '@sontechsp/sdk';

export const settings = defineSettings('ornek', 'store', object({
  address: t.String({ title: 'settings.address', default: '', maxLength: 200 }),
  apiKey: secret({ title: 'settings.apiKey', maxLength: 200 }),
}));
