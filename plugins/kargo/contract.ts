import { nullable, object, oneOf, t, topic, uuid, type Shape } from '@sontechsp/sdk';
import { shipmentStates } from './states.js';

export { shipmentStates, type ShipmentState } from './states.js';

/** A shipment is to be taken to its carrier. No address: who handles it reads the shipment. The aggregate is the shipment's id. */
export const ShipmentRequested = object({ shipmentId: uuid(), connectionId: uuid() });
export type ShipmentRequested = Shape<typeof ShipmentRequested>;
export const shipmentRequested = topic('kargo.shipment.requested', ShipmentRequested);
/** A shipment is to be cancelled at its carrier. */
export const shipmentCancelRequested = topic('kargo.shipment.cancelRequested', ShipmentRequested);

/** A shipment came into another state, or got its tracking number. `at` is when, by the carrier's clock where it told. */
export const ShipmentChanged = object({
  shipmentId: uuid(), reference: t.String(), orderNo: t.String(), sourceType: oneOf('manual', 'pos.sale'), sourceId: nullable(uuid()),
  state: oneOf(...shipmentStates), at: t.String(), trackingNumber: nullable(t.String()), trackingUrl: nullable(t.String()),
});
export type ShipmentChanged = Shape<typeof ShipmentChanged>;
export const shipmentChanged = topic('kargo.shipment.changed', ShipmentChanged);
