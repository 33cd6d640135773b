import { t } from '../schema.js';
import { trackingStates } from '../carrier.js';

const words = t.Optional(t.String({ minLength: 1 }));
const known = { reference: t.String(), trackingNumber: words, trackingUrl: words };

/** What adapters answer, for those that are not held to the types by a compiler. */
export const shipmentShape = t.Object({
  ...known, barcodes: t.Optional(t.Array(t.String({ minLength: 1 }))),
  label: t.Optional(t.Object({ format: t.Enum(['zpl', 'pdf']), base64: t.String() })),
});
const state = t.Enum([...trackingStates]);
export const trackingsShape = t.Array(t.Object({
  ...known, state, events: t.Array(t.Object({ at: t.String(), state, rawCode: t.String(), rawText: t.String(), place: t.Optional(t.String()) })),
}));
