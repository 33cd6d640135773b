import { useComputed } from '@preact/signals';
import { Button, Icon, isProblem, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import type { SaleModel } from './sale.model.js';

const icons = { info: 'info', warn: 'alert', danger: 'alert-circle' };

/** One line that is always there, so that nothing moves when it has something to say. */
export function NoticeLine({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const { till } = model;
  const selling = till.selling.state.value;
  const waiting = useComputed(() => till.keeper.kept.value.waiting.length).value;
  const tooMuchOff = useComputed(() => till.rows.sums.value.tooMuchOff).value;
  const notice = model.desk.notice.value;
  const problem = till.quotes.problem.value;
  const some = useComputed(() => till.rows.keys.value.length > 0).value;
  const passed = till.quotes.notes.value[0];

  const words = (): { tone: 'info' | 'warn' | 'danger'; text: string } | undefined => {
    if (till.recovering.value) return { tone: 'warn', text: t('pos:ui.sale.notice.recovering') };
    if (selling === 'retrying') return { tone: 'warn', text: t(waiting > 0 ? 'pos:ui.sale.notice.retryingWaiting' : 'pos:ui.sale.notice.retrying', { n: waiting }) };
    if (notice) return { tone: notice.tone, text: t(`pos:ui.sale.notice.${notice.key}`, notice.values) };
    if (model.shift.needed.value && some) return { tone: 'warn', text: t('pos:ui.sale.notice.noShift') };
    if (till.scans.stuck.value && till.scans.open.value > 0) return { tone: 'warn', text: t('pos:ui.sale.notice.stuck') };
    if (tooMuchOff) return { tone: 'danger', text: t('pos:ui.sale.notice.discountTooLarge') };
    // It is asked for when the customer pays.
    if (isProblem(problem, 'pos.discountLimit') || isProblem(problem, 'auth.forbidden')) return { tone: 'warn', text: t('pos:ui.sale.notice.needsApproval') };
    if (problem instanceof Error) return { tone: 'danger', text: problem.message };
    if (passed) return { tone: 'warn', text: t(`${passed.code.split('.')[0]}:warnings.${passed.code}`, { plugin: String(passed['plugin'] ?? '') }) };
    return undefined;
  };
  const said = words();
  return (
    <div class={`sale-notice ${said ? `sale-notice-${said.tone}` : ''}`} role="status">
      {said && <><Icon name={icons[said.tone]} /><span class="sale-notice-text">{said.text}</span></>}
      {said && notice?.undo && selling === 'idle' && <Button icon="undo" shortcut="Ctrl+Z" onClick={() => model.command('undo')}>{t('pos:ui.sale.undo')}</Button>}
      {selling === 'idle' && !notice?.undo && some && model.shift.needed.value && model.desk.panel.value.kind !== 'shift' && <CommandButton model={model} command="shift">{t('pos:ui.shift.open')}</CommandButton>}
      {selling === 'retrying' && <Button shortcut="Esc" onClick={() => model.command('back')}>{t('pos:ui.sale.stop')}</Button>}
    </div>
  );
}
