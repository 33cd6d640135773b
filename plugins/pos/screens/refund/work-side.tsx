import { useEffect, useRef } from 'preact/hooks';
import { Field, MoneyInput, ProblemBanner, SearchBox, Select, TextInput, useServices } from '@sontechsp/sdk/ui';
import { KeyButton } from './key-button.js';
import { reasons, type Phase } from './phase.js';
import type { RefundModel } from './refund.model.js';

/** What is done with the chosen line, why it all comes back, and where the money goes. */
export function WorkSide({ model, phase }: { model: RefundModel; phase: Extract<Phase, { kind: 'sale' | 'free' }> }) {
  const { t, format } = useServices();
  const sale = phase.kind === 'sale' ? phase.back.sale : undefined;
  const how = phase.kind === 'sale' ? phase.how : 'free';
  const fixed = how === 'void';
  const selected = model.selected.value;
  const onBack = selected?.list === 'back' && !fixed;
  const line = phase.kind === 'sale' ? phase.back.lines.value.find(one => one.id === selected?.key) : undefined;
  const any = onBack || selected?.list === 'goods';
  const busy = model.selling.state.value !== 'idle';
  return (
    <div class="sale-panel refund-work">
      <header class="sale-panel-head">
        <div class="sale-panel-titles">
          <h2>{t(`pos:ui.refund.how.${how}`)}</h2>
          <p class="quiet cut">{sale ? `${sale.receiptNo} · ${format.dateTime(sale.soldAt)} · ${format.money(sale.total)}` : t('pos:ui.refund.free.detail')}</p>
        </div>
        <KeyButton model={model} command="back">{t('pos:ui.edit.back')}</KeyButton>
      </header>
      {model.searching.value ? <Products model={model} /> : (
        <>
          {!fixed && (
            <div class="sale-tools refund-tools" role="group" aria-label={t('pos:ui.sale.lineTools')}>
              <KeyButton model={model} command="less" disabled={!any} aria-label={t('pos:ui.sale.less')}>−1</KeyButton>
              <KeyButton model={model} command="more" disabled={!any} aria-label={t('pos:ui.sale.more')}>+1</KeyButton>
              <KeyButton model={model} command="confirm" disabled={!onBack}>{t('pos:ui.refund.whole')}</KeyButton>
              {phase.kind === 'sale' && <KeyButton model={model} command="times">{t('pos:ui.refund.all')}</KeyButton>}
              {phase.kind === 'sale' && <KeyButton model={model} command="discount" disabled={!onBack} aria-pressed={onBack && line?.restock === true}>{t('pos:ui.refund.restock')}</KeyButton>}
              {phase.kind === 'sale' && <KeyButton model={model} command="price" disabled={!model.can.exchange} aria-pressed={how === 'exchange'}>{t('pos:ui.refund.exchange')}</KeyButton>}
              {how !== 'refund' && <KeyButton model={model} command="search">{t('pos:ui.refund.addByName')}</KeyButton>}
              {how !== 'refund' && <KeyButton model={model} command="remove" disabled={!any}>{t('pos:ui.sale.remove')}</KeyButton>}
            </div>
          )}
          {!fixed && <QuantityField model={model} disabled={!any || busy} />}
          <ReasonField model={model} />
          {phase.kind === 'sale' && how !== 'exchange' && <Tenders model={model} phase={phase} disabled={busy || fixed} />}
        </>
      )}
      <ProblemBanner problem={model.booking.refusal.value ?? (phase.kind === 'sale' ? phase.back.problem.value : model.goods.problem.value)} />
    </div>
  );
}

/** Digits typed anywhere land here: the quantity of the chosen line, or the cash handed over in an exchange. */
function QuantityField({ model, disabled }: { model: RefundModel; disabled: boolean }) {
  const { t } = useServices();
  const phase = model.phase.value;
  const money = phase.kind === 'sale' && phase.how === 'exchange' && model.booking.balance.value.amount > 0;
  return (
    <Field label={t(money ? 'pos:ui.refund.quantityOrCash' : 'pos:ui.refund.quantity')}>
      <TextInput
        class="input-till refund-quantity"
        inputMode="decimal"
        disabled={disabled}
        value={model.entry.value.text}
        onChange={model.write}
        onKeyDown={event => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          model.command('confirm');
        }}
      />
    </Field>
  );
}

function ReasonField({ model }: { model: RefundModel }) {
  const { t } = useServices();
  const reason = model.reason.value;
  const quick = 'quick' in reason ? reason.quick : 'other';
  return (
    <div class="refund-reason">
      <Field label={`${t('pos:ui.refund.reason')} (F4)`}>
        <Select
          class="select-till"
          value={quick}
          options={[...reasons, 'other' as const].map(value => ({ value, label: t(`pos:ui.refund.reasons.${value}`) }))}
          onChange={value => model.setReason(value === 'other' ? { text: '' } : { quick: value })}
        />
      </Field>
      {'text' in reason && (
        <Field label={t('pos:ui.refund.ownReason')}>
          <TextInput class="input-till" autoFocus maxLength={200} value={reason.text} onChange={text => model.setReason({ text })} />
        </Field>
      )}
    </div>
  );
}

/** In which tenders the money goes back: never more than was paid with each, unless the right is there. */
function Tenders({ model, phase: { back }, disabled }: { model: RefundModel; phase: Extract<Phase, { kind: 'sale' }>; disabled: boolean }) {
  const { t, format } = useServices();
  const quote = back.quote.value;
  const payments = back.payments.value;
  const known = model.booking.methods.value;
  const title = (method: string) => known.find(one => one.method === method)?.title ?? t(`pos:ui.method.${method}`);
  const methods = [...new Set([...(quote?.left ?? []).filter(one => one.amount > 0).map(one => one.method), ...payments.map(one => one.method), ...(model.booking.anyTender && quote ? known.map(one => one.method) : [])])];
  const sum = payments.reduce((total, one) => total + one.amount, 0);
  const open = back.due.value - sum;
  return (
    <div class="refund-tenders" role="group" aria-label={t('pos:ui.refund.tenders')}>
      <h3>{t('pos:ui.refund.tenders')}</h3>
      {methods.length === 0 && <p class="quiet">{t('pos:ui.refund.chooseFirst')}</p>}
      {methods.map(method => {
        const left = quote?.left.find(one => one.method === method)?.amount ?? 0;
        return (
          <div key={method} class="refund-tender">
            <span>{title(method)}<span class="quiet"> {t('pos:ui.refund.atMost', { amount: format.money(left) })}</span></span>
            <MoneyInput
              class="input-till"
              label={title(method)}
              disabled={disabled || methods.length === 1}
              value={payments.find(one => one.method === method)?.amount ?? 0}
              onChange={amount => { if (amount !== null) back.pay(method, amount); }}
              onKeyDown={event => { if (event.key === 'Enter') event.preventDefault(); }}
            />
          </div>
        );
      })}
      {open !== 0 && <p class="refund-open">{t(open > 0 ? 'pos:ui.refund.openMore' : 'pos:ui.refund.openLess', { amount: format.money(Math.abs(open)) })}</p>}
    </div>
  );
}

function Products({ model }: { model: RefundModel }) {
  const { t, format } = useServices();
  const { search } = model;
  const field = useRef<HTMLInputElement>(null);
  const hits = search.hits.value;
  const active = search.active.value;
  useEffect(() => {
    field.current!.focus();
    field.current!.setSelectionRange(field.current!.value.length, field.current!.value.length);
  }, []);
  return (
    <div class="refund-products">
      <SearchBox
        inputRef={field} class="input-till" label={t('pos:ui.search.label')} shortcut="F2" value={search.q.value} onChange={search.type}
        role="combobox" aria-expanded={hits.length > 0} aria-controls="refund-hits" {...(hits[active] ? { 'aria-activedescendant': `refund-hit-${active}` } : {})}
        onKeyDown={event => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            search.move(event.key === 'ArrowDown' ? 1 : -1);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            void model.choose(search.active.peek());
          }
        }}
      />
      <ul id="refund-hits" class="sale-hits" role="listbox" aria-label={t('pos:ui.search.hits')} hidden={hits.length === 0} tabIndex={hits.length > 0 ? 0 : -1}>
        {hits.map((hit, at) => (
          <li key={hit.id} id={`refund-hit-${at}`} class="sale-hit" role="option" aria-selected={at === active} onMouseMove={() => search.point(at)} onClick={() => void model.choose(at)}>
            <span class="sale-hit-name">{hit.name}</span>
            <strong>{format.money(hit.price)}</strong>
          </li>
        ))}
      </ul>
      {(search.state.value === 'none' || search.state.value === 'failed') && <p class="quiet sale-hits-none">{t(`pos:ui.search.${search.state.value}`)}</p>}
    </div>
  );
}
