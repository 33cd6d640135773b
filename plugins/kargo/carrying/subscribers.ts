import { subscribe, type Delivery } from '@sontechsp/sdk';
import { shipmentCancelRequested, shipmentRequested } from '../contract.js';
import { Carrying, type Attempt } from './carrying.js';

/** A carrier that is away comes back within a day, or a person looks. */
const ATTEMPTS = 12;
const attemptOf = ({ id, attempt, signal }: Delivery): Attempt => ({ key: id, signal, last: attempt >= ATTEMPTS });

/** Each connection is a lane of its own: a carrier that is away keeps nobody else waiting. */
const options = { lane: ({ connectionId }: { connectionId: string }) => connectionId, retry: { attempts: ATTEMPTS, maxMs: 30 * 60_000 }, timeoutMs: 60_000 };

export const sendToCarrier = subscribe(shipmentRequested, 'kargo.sendToCarrier', { carrying: Carrying },
  ({ shipmentId }, { carrying, delivery }) => carrying.carryOut(shipmentId, attemptOf(delivery)), {
    ...options,
    idempotency: ({ shipmentId }, { carrying }) => carrying.idempotency(shipmentId),
    findByRef: ({ shipmentId }, { carrying, delivery }) => carrying.findByRef(shipmentId, attemptOf(delivery)),
  });

export const cancelAtCarrier = subscribe(shipmentCancelRequested, 'kargo.cancelAtCarrier', { carrying: Carrying },
  ({ shipmentId }, { carrying, delivery }) => carrying.cancel(shipmentId, attemptOf(delivery)), { ...options, idempotency: 'key' });
