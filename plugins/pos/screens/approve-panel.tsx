import { useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { LeavePanel } from './leave-panel.js';
import type { SaleModel } from './sale.model.js';

/** A manager's leave for what the basket asks for. */
export function ApprovePanel({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const { approving } = model;
  return <LeavePanel leave={approving} back={<CommandButton model={model} command="back" disabled={approving.work.busy.value}>{t('pos:ui.edit.back')}</CommandButton>} />;
}
