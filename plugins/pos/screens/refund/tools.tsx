import { useServices } from '@sontechsp/sdk/ui';
import { KeyButton } from './key-button.js';
import type { RefundModel } from './refund.model.js';

/** What may be done with the chosen line. Keys stay where they are: what means nothing now waits. */
export function Tools({ model, how }: { model: RefundModel; how: 'refund' | 'exchange' | 'free' }) {
  const { t } = useServices();
  const selected = model.handling.selected.value;
  const phase = model.phase.value;
  const onBack = selected?.list === 'back';
  const onGoods = selected?.list === 'goods';
  const any = onBack || onGoods;
  const line = phase.kind === 'sale' ? phase.back.lines.value.find(one => one.id === selected?.key) : undefined;
  const shelved = onBack ? line?.restock === true : onGoods && !model.goods.offShelf.value.has(selected.key);
  return (
    <div class="sale-tools refund-tools" role="group" aria-label={t('pos:ui.sale.lineTools')}>
      <KeyButton model={model} command="less" disabled={!any} aria-label={t('pos:ui.sale.less')}>−1</KeyButton>
      <KeyButton model={model} command="more" disabled={!any} aria-label={t('pos:ui.sale.more')}>+1</KeyButton>
      <KeyButton model={model} command="remove" disabled={!any}>{t(how !== 'free' && !onGoods ? 'pos:ui.refund.keep' : 'pos:ui.sale.remove')}</KeyButton>
      {how !== 'free' && <KeyButton model={model} command="confirm" disabled={!onBack}>{t('pos:ui.refund.whole')}</KeyButton>}
      {how !== 'free' && <KeyButton model={model} command="times">{t('pos:ui.refund.all')}</KeyButton>}
      {how === 'exchange' && onGoods
        ? <KeyButton model={model} command="discount" aria-pressed={model.handling.editing.value?.kind === 'discount'}>{t('pos:ui.sale.discount')}</KeyButton>
        : <KeyButton model={model} command="discount" disabled={!any} aria-pressed={shelved}>{t('pos:ui.refund.restock')}</KeyButton>}
      {how === 'free' || onGoods
        ? <KeyButton model={model} command="price" disabled={!onGoods} aria-pressed={model.handling.editing.value?.kind === 'price'}>{t('pos:ui.sale.price')}</KeyButton>
        : <KeyButton model={model} command="price" aria-pressed={how === 'exchange'}>{t('pos:ui.refund.exchange')}</KeyButton>}
      {how !== 'refund' && <KeyButton model={model} command="search">{t('pos:ui.refund.addByName')}</KeyButton>}
    </div>
  );
}
