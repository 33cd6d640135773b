import { object, route, t } from '@sontechsp/sdk';
import { settings } from './settings.js';

const tillReply = object({
  shiftRequired: t.Boolean(), shiftPerCashier: t.Boolean(), blindCount: t.Boolean(), cashRounding: t.Integer(),
  lockAfterMinutes: t.Integer(), switchCashier: t.Boolean(), dayEndsAt: t.Integer(),
});

const rules = route({
  method: 'GET', path: '/till', permission: 'pos.sell', reply: tillReply,
  summary: 'What the till must know of the settings of its store.',
  use: { settings },
  async handle({ scope, use }) {
    const { shiftRequired, shiftPerCashier, blindCount, cashRounding, lockAfterMinutes, switchCashier, dayEndsAt } = await use.settings.read(scope);
    return { shiftRequired, shiftPerCashier, blindCount, cashRounding, lockAfterMinutes, switchCashier, dayEndsAt };
  },
});
export const tillRoutes = [rules];
