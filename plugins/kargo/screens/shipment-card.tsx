import { useState } from 'preact/hooks';
import { Banner, Button, ConfirmDialog, Facts, Icon, SidePanel, useServices } from '@sontechsp/sdk/ui';
import { LabelMenu } from './label-menu.js';
import type { Shipment } from './shipment.js';
import type { ShipmentsModel } from './shipments.model.js';
import { ShipmentBadges } from './state-badge.js';

/** One shipment: where it is, what stands in its way, and what can be done. */
export function ShipmentCard({ model, shipment, mayWrite }: { model: ShipmentsModel; shipment: Shipment; mayWrite: boolean }) {
  const { t, format } = useServices();
  const [asking, setAsking] = useState(false);
  const { recipient, problem, cashOnDelivery } = shipment;
  const carrier = model.connectionName(shipment.connectionId);
  const cancels = model.connections.value?.find(c => c.id === shipment.connectionId)?.cancel !== false || !shipment.printable;

  return (
    <SidePanel
      title={shipment.orderNo}
      subtitle={<ShipmentBadges shipment={shipment} />}
      onClose={() => model.close()}
      actions={(
        <>
          {mayWrite && shipment.cancellable && cancels && <Button variant="ghost" icon="close" onClick={() => setAsking(true)}>{t('kargo:ui.card.cancel')}</Button>}
          {mayWrite && shipment.editable && <Button icon="edit" onClick={() => model.mend()}>{t('host:web.ui.edit')}</Button>}
          {mayWrite && shipment.retryable && <Button variant="primary" icon="refresh" busy={model.busy.value} onClick={() => void model.retry()}>{t('kargo:ui.form.sendAgain')}</Button>}
          {shipment.printable && <LabelMenu primary align="end" onPick={(kind, size) => void model.print([shipment], kind, size)} />}
        </>
      )}
    >
      {shipment.saleState && <SaleBanner model={model} shipment={shipment} mayWrite={mayWrite} onCancel={cancels && shipment.cancellable ? () => setAsking(true) : undefined} />}
      {problem && problem.kind !== 'saleTakenBack' && (
        <Banner tone={shipment.state === 'refused' ? 'danger' : 'warn'} title={t(problem.step === 'cancel' ? 'kargo:ui.problems.cancelTitle' : `kargo:ui.problems.${problem.kind}`)}>
          {problem.message && <p>{problem.message}</p>}
          {problem.code && <code class="code">{problem.code}</code>}
          {shipment.state === 'refused' && <p>{t('kargo:ui.problems.mend')}</p>}
        </Banner>
      )}
      <Facts items={[
        [t('kargo:ui.form.carrier'), carrier],
        [t('kargo:ui.card.reference'), <code class="code">{shipment.reference}</code>],
        [t('kargo:ui.card.trackingNumber'), shipment.trackingUrl
          ? <a class="cargo-link" href={shipment.trackingUrl} target="_blank" rel="noreferrer">{shipment.trackingNumber ?? t('kargo:ui.card.follow')} <Icon name="external" /></a>
          : shipment.trackingNumber ?? '–'],
        [t('kargo:ui.form.recipient'), <span>{recipient.name}<br />{recipient.phone}</span>],
        [t('kargo:ui.form.line'), <span>{recipient.line}<br />{recipient.district} / {recipient.city} {recipient.postalCode ?? ''}</span>],
        [t('kargo:ui.form.parcels'), t('kargo:ui.card.parcels', { count: shipment.parcelCount, desi: format.number(shipment.desi) })],
        [t('kargo:ui.form.payer'), t(`kargo:ui.payer.${shipment.payer}`)],
        ...(cashOnDelivery ? [[t('kargo:ui.form.collect'), `${format.money(cashOnDelivery.amount)} (${t(`kargo:ui.by.${cashOnDelivery.by}`)})`] as const] : []),
        ...(shipment.description ? [[t('kargo:ui.form.description'), shipment.description] as const] : []),
        [t('kargo:ui.card.made'), `${format.dateTime(shipment.createdAt)}, ${shipment.createdBy}`],
        ...(shipment.printedAt ? [[t('kargo:ui.card.printed'), format.dateTime(shipment.printedAt)] as const] : []),
        ...(shipment.handedOverAt ? [[t('kargo:ui.card.handedOver'), format.dateTime(shipment.handedOverAt)] as const] : []),
      ]} />
      <section class="group">
        <header class="cargo-sum">
          <h3>{t('kargo:ui.card.journey')}</h3>
          {shipment.printable && <Button size="small" icon="refresh" busy={model.busy.value} onClick={() => void model.track()}>{t('kargo:ui.card.ask')}</Button>}
        </header>
        {shipment.events.length === 0 && <p class="quiet">{t('kargo:ui.card.noEvents')}</p>}
        <ol class="cargo-journey">
          {shipment.events.toReversed().map(e => (
            <li key={`${e.at}${e.rawCode}${e.rawText}`}>
              <strong>{t(`kargo:ui.states.${e.state}`)}</strong>
              <span>{[e.rawText, e.place].filter(Boolean).join(', ')}</span>
              <time class="quiet" dateTime={e.at}>{format.dateTime(e.at)}</time>
            </li>
          ))}
        </ol>
      </section>
      <ConfirmDialog
        open={asking} danger busy={model.busy.value} title={t('kargo:ui.card.cancelTitle')} confirm={t('kargo:ui.card.cancel')}
        onConfirm={() => void model.cancel().then(() => setAsking(false))} onClose={() => setAsking(false)}
      >
        <p>{t('kargo:ui.card.cancelText', { order: shipment.orderNo, carrier })}</p>
      </ConfirmDialog>
    </SidePanel>
  );
}

interface SaleBannerProps {
  model: ShipmentsModel;
  shipment: Shipment;
  mayWrite: boolean;
  onCancel: (() => void) | undefined;
}

/** The sale was given back after the shipment was made: it is taken back as well, or goes on its way all the same. */
function SaleBanner({ model, shipment: { saleState, saleTakenBack, keepable, handedOverAt }, mayWrite, onCancel }: SaleBannerProps) {
  const { t } = useServices();
  const advice = saleState === 'partlyRefunded' ? 'partly' : !saleTakenBack ? 'kept' : handedOverAt ? 'handedOver' : 'decide';
  return (
    <Banner
      tone={saleTakenBack ? 'danger' : 'warn'} title={t(`kargo:ui.sale.${saleState}`)}
      actions={mayWrite && saleTakenBack && (
        <>
          {onCancel && <Button size="small" icon="close" onClick={onCancel}>{t('kargo:ui.card.cancel')}</Button>}
          {keepable && <Button size="small" variant="ghost" icon="truck" busy={model.busy.value} onClick={() => void model.keep()}>{t('kargo:ui.sale.keep')}</Button>}
        </>
      )}
    >
      {t(`kargo:ui.sale.${advice}`)}
    </Banner>
  );
}
