import { Button, useServices } from '@sontechsp/sdk/ui';
import type { SaleReply } from '../../schemas.js';
import { mayVoid } from './may-void.js';

/** Takes the sale that was just made back as a whole. */
export function VoidButton({ sale, size = 'key' }: { sale: SaleReply; size?: 'key' | 'till' }) {
  const { t, session, navigate } = useServices();
  if (!mayVoid(sale, session.terminal.value?.id ?? '')) return null;
  return <Button size={size} icon="undo" onClick={() => navigate(`/refund?sale=${sale.id}&void=true`)}>{t('pos:ui.refund.how.void')}</Button>;
}
