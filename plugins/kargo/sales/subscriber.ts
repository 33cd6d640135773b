import { subscribe } from '@sontechsp/sdk';
import { refundCompleted } from '../../pos/contract.js';
import { SaleWatch } from './sale-watch.js';

/** A sale that is given back may have goods on their way: who looks at the shipment is to know. */
export const hearOfRefunds = subscribe(refundCompleted, 'kargo.hearOfRefunds', { watch: SaleWatch },
  async ({ saleId }, { watch, delivery }) => { if (saleId !== null) await watch.changed(delivery.scope, saleId); });
