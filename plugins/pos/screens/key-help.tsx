import { Dialog, useServices } from '@sontechsp/sdk/ui';
import { shortcuts, type Command } from './keys.js';
import type { SaleModel } from './sale.model.js';

const order = ['search', 'quantity', 'discount', 'price', 'park', 'parked', 'cash', 'card', 'split', 'shift', 'confirm', 'times', 'more', 'less', 'remove', 'undo', 'reprint', 'favourites', 'back', 'help'] as const satisfies readonly (Command & keyof typeof shortcuts)[];

/** All keys of the till. */
export function KeyHelp({ model }: { model: SaleModel }) {
  const { t } = useServices();
  return (
    <Dialog open={model.helpOpen.value} size="wide" title={t('pos:ui.help.title')} onClose={() => model.closeHelp()}>
      <dl class="key-help">
        {order.map(command => (
          <div key={command}>
            <dt>{shortcuts[command].filter(Boolean).map(key => <kbd key={key} class="key">{key}</kbd>)}</dt>
            <dd>{t(`pos:ui.help.${command}`)}</dd>
          </div>
        ))}
        <div><dt><kbd class="key">Ctrl+L</kbd></dt><dd>{t('pos:ui.help.lock')}</dd></div>
      </dl>
    </Dialog>
  );
}
