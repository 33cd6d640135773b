import { Icon, Menu, useServices } from '@sontechsp/sdk/ui';
import type { LabelFormat, LabelSize } from './shipment.js';

const kinds: readonly [LabelFormat, LabelSize][] = [['pdf', '100x100'], ['pdf', '100x150'], ['zpl', '100x100'], ['zpl', '100x150']];

/** The ways a label can be had. */
export function LabelMenu({ onPick, primary = false, align = 'start' }: { onPick: (format: LabelFormat, size: LabelSize) => void; primary?: boolean; align?: 'start' | 'end' }) {
  const { t } = useServices();
  const item = ([format, size]: [LabelFormat, LabelSize]) => ({
    id: `${format}${size}`, icon: format === 'pdf' ? 'file' : 'printer', label: t(`kargo:ui.label.${format}`, { size: size.replace('x', '×') }), onSelect: () => onPick(format, size),
  });
  return (
    <Menu label={t('kargo:ui.label.title')} align={align} class={`button button-${primary ? 'primary' : 'plain'} button-normal`} groups={[{ items: kinds.map(item) }]}>
      <Icon name="printer" />
      <span class="button-text">{t('kargo:ui.label.title')}</span>
      <Icon name="chevron-down" />
    </Menu>
  );
}
