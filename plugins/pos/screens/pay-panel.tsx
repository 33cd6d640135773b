import { Banner, Button, Icon, ProblemBanner, parseDecimal, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import { EntryField, NumberPad } from './number-pad.js';
import { methodTitle } from './method-title.js';
import { changeFor, quickAmounts, restOf, tender, type Payment } from './payment.js';
import type { SaleModel } from './sale.model.js';

/** Taking the money: in its place beside the lines, so that they and the total stay in sight. */
export function PayPanel({ model, payment }: { model: SaleModel; payment: Payment }) {
  const { t, format } = useServices();
  const due = model.paying.due.value;
  const { text } = model.desk.entry.value;
  const typed = text.trim() === '' ? undefined : parseDecimal(text, 2, format.decimalMark);
  const step = model.paying.step.value;
  const { left, rounding } = restOf(payment, due, step);
  const change = changeFor(payment, due, typed, step);
  const short = typed !== undefined && tender(payment, due, typed, step).kind === 'part' ? left - typed : 0;
  const own = payment.method === 'cash' || payment.method === 'card';
  const title = own ? t(`pos:ui.pay.${payment.method}`) : t('pos:ui.pay.by', { method: methodTitle(payment.method, model.ways.methods.value, t) });
  const busy = model.till.selling.state.value !== 'idle';
  const unsold = model.till.keeper.basket.value.lines.filter(line => line.kind === 'unknown').length;
  const stopped = model.paying.refusal.value !== undefined || model.paying.priceChange.value !== undefined;
  const confirm = (
    <Button type="submit" size="key" variant="pay" icon="check" shortcut="Enter" block busy={busy} disabled={model.till.keeper.basket.value.lines.length === 0}>
      {t(model.paying.priceChange.value ? 'pos:ui.pay.acceptPrice' : model.paying.refusal.value !== undefined ? 'pos:ui.pay.understood' : short > 0 ? 'pos:ui.pay.addPart' : 'pos:ui.pay.confirm')}
    </Button>
  );
  return (
    <form
      class={`sale-panel sale-panel-form sale-pay ${payment.split ? 'sale-pay-split' : ''}`}
      aria-label={title}
      onSubmit={event => {
        event.preventDefault();
        model.command('confirm');
      }}
    >
      <header class="sale-panel-head">
        <h2 class="sale-panel-titles">{title}</h2>
        <CommandButton model={model} command="split" disabled={busy} aria-pressed={payment.split}>{t('pos:ui.pay.split')}</CommandButton>
        <CommandButton model={model} command="back" disabled={model.till.selling.state.value === 'sending'}>{t('pos:ui.edit.back')}</CommandButton>
      </header>
      {unsold > 0 && <p class="sale-pay-unsold">{t('pos:ui.pay.unsold', { n: unsold })}</p>}
      {payment.split && <Methods model={model} payment={payment} disabled={busy} />}
      <div class="sale-pay-state">
        <Sum name={t(payment.parts.length > 0 ? 'pos:ui.pay.left' : 'pos:ui.pay.due')} amount={left} note={rounding === 0 ? undefined : t('pos:ui.pay.rounding', { amount: format.amount(rounding) })} />
        <Sum name={t(short > 0 ? 'pos:ui.pay.after' : 'pos:ui.pay.change')} amount={short > 0 ? short : change} strong />
      </div>
      <EntryField model={model} label={t('pos:ui.pay.amount')} unit={format.currencySymbol} placeholder={format.amount(left)} subject={`${payment.method}-${payment.parts.length}`} />
      {stopped ? <Stopped model={model} /> : (
        <div class="sale-pay-keys">
          <NumberPad model={model} disabled={busy} />
          <div class="sale-pay-side">
            {payment.split || payment.parts.length > 0
              ? <Parts model={model} payment={payment} disabled={busy} />
              : <QuickAmounts model={model} left={left} cash={payment.method === 'cash'} disabled={busy} />}
            {confirm}
          </div>
        </div>
      )}
      {stopped && confirm}
    </form>
  );
}

function Sum({ name, amount, note, strong = false }: { name: string; amount: number; note?: string | undefined; strong?: boolean }) {
  const { format } = useServices();
  return <p class={`sale-pay-sum ${strong ? 'sale-pay-change' : ''}`}><span>{name}</span> <strong>{format.money(amount)}</strong>{note && <span class="sale-pay-note">{note}</span>}</p>;
}

/** The ways to pay in this store. One that needs to know the customer waits for one. */
function Methods({ model, payment, disabled }: { model: SaleModel; payment: Payment; disabled: boolean }) {
  const { t } = useServices();
  const methods = model.ways.methods.value;
  return (
    <div class="segments" role="group" aria-label={t('pos:ui.pay.methods')}>
      {methods.map(({ method, needsCustomer }) => (
        <Button
          key={method}
          size="till"
          aria-pressed={payment.method === method}
          disabled={disabled || needsCustomer}
          title={needsCustomer ? t('pos:ui.pay.needsCustomer') : undefined}
          onClick={() => model.paying.open(method)}
        >
          {methodTitle(method, methods, t)}
        </Button>
      ))}
    </div>
  );
}

/** What was taken already, all of it in sight, and each of which can be given back. */
function Parts({ model, payment, disabled }: { model: SaleModel; payment: Payment; disabled: boolean }) {
  const { t, format } = useServices();
  if (payment.parts.length === 0) return <p class="quiet sale-pay-none">{t('pos:ui.pay.noParts')}</p>;
  return (
    <ul class="sale-pay-parts" aria-label={t('pos:ui.pay.parts')}>
      {payment.parts.map((part, at) => (
        <li key={at}>
          <Button
            size="till"
            block
            disabled={disabled}
            aria-label={t('pos:ui.pay.dropPart', { method: methodTitle(part.method, model.ways.methods.value, t), amount: format.money(part.amount) })}
            onClick={() => model.paying.dropPart(at)}
          >
            <span class="cut">{methodTitle(part.method, model.ways.methods.value, t)}</span> <strong>{format.amount(part.amount)}</strong>
            <Icon name="close" />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What customers hand over: one touch and the sale is done. The card knows only the exact sum. */
function QuickAmounts({ model, left, cash, disabled }: { model: SaleModel; left: number; cash: boolean; disabled: boolean }) {
  const { t, format } = useServices();
  return (
    <div class="sale-quick" role="group" aria-label={t('pos:ui.pay.quick')}>
      <Button size="key" variant="plain" class="sale-quick-exact" disabled={disabled} onClick={() => model.paying.tenderNow(undefined)}>{t('pos:ui.pay.exact')} {format.amount(left)}</Button>
      {quickAmounts(left, format.currency).map(amount => (
        <Button key={amount} size="key" disabled={disabled || !cash} aria-label={format.money(amount)} onClick={() => model.paying.tenderNow(amount)}>{format.number(amount / 100)}</Button>
      ))}
    </div>
  );
}

/** Why it did not go through, with what to do next. The basket is untouched. */
function Stopped({ model }: { model: SaleModel }) {
  const { t, format } = useServices();
  const change = model.paying.priceChange.value;
  return (
    <div class="sale-pay-stopped">
      {change
        ? (
          <Banner tone="warn" title={t('pos:ui.pay.priceChanged.title')}>
            <p>{t('pos:ui.pay.priceChanged.detail')}</p>
            <p class="sale-pay-prices"><s>{format.money(change.before)}</s> → <strong>{format.money(change.now)}</strong></p>
            <code class="code">pos.priceChanged</code>
          </Banner>
        )
        : <ProblemBanner problem={model.paying.refusal.value} />}
    </div>
  );
}
