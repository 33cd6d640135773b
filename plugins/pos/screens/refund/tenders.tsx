import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MoneyInput, useServices } from '@sontechsp/sdk/ui';
import { methodTitle } from '../method-title.js';
import { amountOf, sumOf } from './money.js';
import type { RefundModel } from './refund.model.js';

/** In which tenders the money goes back: as it was paid, and beyond that only with leave. */
export function Tenders({ model, disabled }: { model: RefundModel; disabled: boolean }) {
  const { t, format, session } = useServices();
  const told = model.quoting.told.value;
  const known = model.ways.methods.value;
  const list = useRef<HTMLDivElement>(null);
  const asked = model.moneyAsked.value;
  useLayoutEffect(() => { if (asked > 0) list.current?.querySelector('input')?.focus(); }, [asked]);
  if (!told || told.giveBack === 0) return <div class="refund-tenders"><p class="quiet">{t(told && told.back > 0 ? 'pos:ui.refund.even' : 'pos:ui.refund.chooseFirst')}</p></div>;

  const { left, payments } = told;
  const free = known.filter(one => !one.needsCustomer).map(one => one.method);
  const paid = left?.filter(one => one.amount > 0).map(one => one.method) ?? free;
  const methods = [...new Set([...paid, ...payments.filter(one => one.amount > 0).map(one => one.method), ...(session.can('pos.refund.tender') ? free : [])])];
  const open = told.giveBack - sumOf(payments);
  return (
    <div ref={list} class="refund-tenders" role="group" aria-label={t('pos:ui.refund.tenders')}>
      <h3>{t('pos:ui.refund.tenders')}{methods.length > 1 && ' (F11)'}</h3>
      {methods.map(method => {
        const amount = amountOf(payments, method);
        const most = left && amountOf(left, method);
        return (
          <div key={method} class="refund-tender">
            <span>
              {methodTitle(method, known, t)}
              {most !== undefined && <span class={most < amount ? 'refund-beyond' : 'quiet'}> {t('pos:ui.refund.atMost', { amount: format.money(most) })}</span>}
            </span>
            <Amount label={methodTitle(method, known, t)} disabled={disabled || methods.length === 1} amount={amount} onChange={next => model.purse.want(method, next)} />
          </div>
        );
      })}
      {open !== 0 && <p class="refund-open">{t(open > 0 ? 'pos:ui.refund.openMore' : 'pos:ui.refund.openLess', { amount: format.money(Math.abs(open)) })}</p>}
    </div>
  );
}

/** While it is being typed, what was typed stands there; the host's answer, in the store's steps, once it is left. */
function Amount({ label, disabled, amount, onChange }: { label: string; disabled: boolean; amount: number; onChange: (amount: number) => void }) {
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  return (
    <span onFocusIn={() => setTyped(amount)} onFocusOut={() => setTyped(undefined)}>
      <MoneyInput
        class="input-till"
        label={label}
        disabled={disabled}
        value={typed === undefined ? amount : typed}
        onChange={next => {
          setTyped(next);
          if (next !== null) onChange(next);
        }}
        onKeyDown={event => { if (event.key === 'Enter') event.preventDefault(); }}
      />
    </span>
  );
}
