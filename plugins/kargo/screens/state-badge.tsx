import { Badge, useServices, type Tone } from '@sontechsp/sdk/ui';
import type { ShipmentLine, ShipmentState } from './shipment.js';

const looks: Readonly<Record<ShipmentState, { readonly tone?: Tone; readonly icon: string }>> = {
  waiting: { tone: 'info', icon: 'clock' }, refused: { tone: 'danger', icon: 'alert-circle' }, pending: { tone: 'info', icon: 'tag' }, picked_up: { tone: 'info', icon: 'box' },
  in_transit: { tone: 'info', icon: 'truck' }, out_for_delivery: { tone: 'info', icon: 'truck' }, delivery_failed: { tone: 'warn', icon: 'alert' },
  return_to_sender: { tone: 'warn', icon: 'undo' }, delivered: { tone: 'success', icon: 'check-circle' }, returned: { tone: 'warn', icon: 'undo' },
  cancelled: { icon: 'close' }, unknown: { icon: 'help' },
};

/** All there is to say of a shipment at a glance: where it is, whether its sale was taken back, and whether it is late. */
export function ShipmentBadges({ shipment }: { shipment: ShipmentLine }) {
  return (
    <span class="cargo-head">
      <StateBadge shipment={shipment} />
      <SaleBadge shipment={shipment} />
      <LateBadge shipment={shipment} />
    </span>
  );
}

/** The one thing a row has room for: that its sale was taken back, else where it is. */
export const RowBadge = ({ shipment }: { shipment: ShipmentLine }) => (isHalted(shipment) ? <SaleBadge shipment={shipment} /> : <StateBadge shipment={shipment} />);

const isHalted = ({ saleTakenBack, state }: ShipmentLine): boolean => saleTakenBack && state !== 'cancelled';
function SaleBadge({ shipment }: { shipment: ShipmentLine }) {
  const { t } = useServices();
  return isHalted(shipment) ? <Badge tone="danger" icon="undo">{t(`kargo:ui.sale.badge.${shipment.saleState}`)}</Badge> : null;
}
export function LateBadge({ shipment: { late, state } }: { shipment: ShipmentLine }) {
  const { t } = useServices();
  return late && state !== 'refused' ? <Badge tone="warn" icon="alert">{t('kargo:ui.shipments.late')}</Badge> : null;
}

/** Where a shipment is, in a picture and words. */
function StateBadge({ shipment }: { shipment: Pick<ShipmentLine, 'state' | 'cancelRequestedAt'> }) {
  const { t } = useServices();
  const { state } = shipment;
  if (shipment.cancelRequestedAt !== null && state !== 'cancelled') return <Badge tone="warn" icon="clock">{t('kargo:ui.states.cancelling')}</Badge>;
  const { tone, icon } = looks[state];
  return <Badge tone={tone} icon={icon}>{t(`kargo:ui.states.${state}`)}</Badge>;
}
