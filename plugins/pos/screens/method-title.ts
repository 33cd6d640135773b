import type { Translate } from '@sontechsp/sdk/ui';
import type { PaymentMethod } from './till-rules.js';

/** The house's own ways to pay are in the cashier's language at once; those of plugins as the host named them. */
export const methodTitle = (method: string, known: readonly PaymentMethod[], t: Translate): string =>
  method === 'cash' || method === 'card' ? t(`pos:ui.method.${method}`) : known.find(one => one.method === method)?.title || method;
