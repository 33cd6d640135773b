import { MAX_MONEY, defineSettings, object, t, type Shape } from '@sontechsp/sdk';

/** Per store. */
const schema = object({
  /** Cash is taken and given in steps of so many kuruş; 0: to the kuruş. Up to 1000.00, for currencies like the soʻm of Uzbekistan. */
  cashRounding: t.Enum([0, 1, 5, 10, 25, 50, 100, 500, 1000, 5000, 10_000, 50_000, 100_000], { default: 0, title: 'settings.cashRounding' }),
  /** The most a cashier may give back without a receipt on a business day, in kuruş; 0: as much as you like. */
  freeReturnLimit: t.Integer({ default: 100_000, minimum: 0, maximum: MAX_MONEY, title: 'settings.freeReturnLimit' }),
  /** The hour at which a store's business day ends: a sale at 01:30 belongs to the day before when it is 4. */
  dayEndsAt: t.Integer({ default: 0, minimum: 0, maximum: 12, title: 'settings.dayEndsAt' }),
  /** Nothing is sold or refunded at a till without an open shift. */
  shiftRequired: t.Boolean({ default: false, title: 'settings.shiftRequired' }),
  /** A shift belongs to who opened it; else whoever works at the till shares it. */
  shiftPerCashier: t.Boolean({ default: false, title: 'settings.shiftPerCashier' }),
  /** Who counts the drawer is not told what should be in it. */
  blindCount: t.Boolean({ default: false, title: 'settings.blindCount' }),
  /** A till nobody touches for so many minutes locks itself; 0: never. */
  lockAfterMinutes: t.Integer({ default: 0, minimum: 0, maximum: 240, title: 'settings.lockAfterMinutes' }),
  /** A locked till may be opened by another of the store, who goes on with its basket and shift. */
  switchCashier: t.Boolean({ default: true, title: 'settings.switchCashier' }),
  /** Every sale and refund is printed by itself where its till has a printer. */
  autoPrint: t.Boolean({ default: true, title: 'settings.autoPrint' }),
  /** What could not be printed by then is given up, so that old slips do not flood out when a printer is back. */
  printWithinMinutes: t.Integer({ default: 30, minimum: 1, maximum: 1440, title: 'settings.printWithinMinutes' }),
});
export const settings = defineSettings('pos', 'store', schema);
export type PosSettings = Shape<typeof schema>;
