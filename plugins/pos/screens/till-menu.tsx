import { Icon, Menu, useServices, type MenuItem } from '@sontechsp/sdk/ui';
import { openDisplay } from './display/tell.js';
import type { SaleModel } from './sale.model.js';

/** What is seldom done at a till, behind one button. */
export function TillMenu({ model }: { model: SaleModel }) {
  const { t, session, navigate } = useServices();
  const { sound } = model;
  const muted = sound.muted.value;
  const item = (id: string, icon: string, label: string, onSelect: () => void, disabled = false): MenuItem => ({ id, icon, label: t(label), onSelect, disabled });
  return (
    <Menu
      bare
      align="end"
      class="button button-ghost button-till button-icon"
      label={t('pos:ui.till.menu')}
      groups={[
        { items: [
          item('refund', 'undo', 'pos:ui.refund.title', () => navigate('/refund')),
          item('free', 'box', 'pos:ui.refund.how.free', () => navigate('/refund?free=true')),
          item('history', 'receipt', 'pos:ui.history.title', () => navigate('/sales')),
        ] },
        { items: [
          ...(session.can('pos.drawer') ? [item('drawer', 'drawer', 'pos:ui.drawer.title', () => model.command('drawer'), !(model.ways.rules.value?.drawer ?? false))] : []),
          item('display', 'monitor', 'pos:ui.display.open', openDisplay),
          ...(session.can('katalog.write') ? [item('favourites', 'star', 'pos:ui.favourites.arrange', () => navigate('/favourites'))] : []),
        ] },
        { items: [
          item('sound', 'volume', muted ? 'pos:ui.sale.unmute' : 'pos:ui.sale.mute', () => sound.mute(!muted)),
          { ...item('help', 'keyboard', 'pos:ui.help.title', () => model.command('help')), shortcut: 'F1' },
        ] },
      ]}
    >
      <Icon name="more" />
    </Menu>
  );
}
