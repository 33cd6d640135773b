import { useEffect, useState } from 'preact/hooks';
import { Button, DataTable, DayRange, EmptyState, Facts, Page, SearchBox, SidePanel, Tabs, useServices, type ScreenProps, type TableColumn } from '@sontechsp/sdk/ui';
import { createHistory, type History, type PastSale } from './history.model.js';
import { ReceiptView } from './receipt-view.js';
import { Refunded, SaleLinks, mayRefund } from './refund/history-links.js';
import { methodTitle } from './method-title.js';
import { SaleChip } from './sale-chip.js';
import { storeWaysAt } from './till-rules.js';

/** Past sales, each with its lines, payments and receipt. `?id=` opens one. */
export default function HistoryScreen({ query }: ScreenProps) {
  const { api, t, format, session } = useServices();
  const [model] = useState(() => createHistory({ api, session }));
  useEffect(() => model.start(), [model]);
  useEffect(() => { if (query['id']) void model.follow(query['id']); }, [query['id']]);
  const filter = model.filter.value;
  const open = model.open.value;
  const terminals = new Map(session.stores.value.flatMap(store => store.terminals.map(terminal => [terminal.id, terminal.name] as const)));
  const terminalName = (id: string) => terminals.get(id) ?? '';

  const columns: TableColumn<PastSale>[] = [
    { id: 'soldAt', title: t('pos:ui.history.soldAt'), width: '170px', cell: sale => format.dateTime(sale.soldAt) },
    { id: 'receiptNo', title: t('pos:ui.history.receiptNo'), width: '1.2fr', cell: sale => <strong>{sale.receiptNo}</strong> },
    { id: 'terminal', title: t('pos:ui.history.terminal'), from: 900, cell: sale => terminalName(sale.terminalId) },
    { id: 'cashier', title: t('pos:ui.history.cashier'), from: 760, cell: sale => sale.cashierName },
    { id: 'total', title: t('pos:ui.history.total'), width: '120px', align: 'end', cell: sale => format.money(sale.kind ? -sale.total : sale.total) },
    { id: 'state', title: t('pos:ui.history.state'), width: '160px', from: 560, cell: sale => <SaleChip sale={sale} /> },
  ];
  return (
    <Page
      title={t('pos:ui.history.title')}
      body="fill"
      actions={<Button icon="refresh" onClick={() => void model.list.reload()}>{t('pos:ui.history.refresh')}</Button>}
      tools={
        <div class="history-tools">
          <SearchBox label={t('pos:ui.history.search')} value={filter.receiptNo} onChange={receiptNo => model.setFilter({ receiptNo })} />
          <DayRange value={filter} onChange={model.setFilter} />
        </div>
      }
      panel={open && <SaleCard key={open.id} sale={open} model={model} terminal={terminalName(open.terminalId)} onClose={() => model.show(undefined)} />}
    >
      <DataTable
        label={t('pos:ui.history.title')}
        list={model.list}
        columns={columns}
        rowId={sale => sale.id}
        selected={open?.id}
        onOpen={sale => model.show(sale)}
        empty={<EmptyState icon="receipt" title={t('pos:ui.history.empty')}>{t('pos:ui.history.emptyDetail')}</EmptyState>}
      />
    </Page>
  );
}

function SaleCard({ sale, model, terminal, onClose }: { sale: PastSale; model: History; terminal: string; onClose: () => void }) {
  const { t, format, session } = useServices();
  const [tab, setTab] = useState<'sale' | 'receipt'>('sale');
  return (
    <SidePanel title={sale.receiptNo} subtitle={format.dateTime(sale.soldAt)} onClose={onClose} actions={mayRefund(sale, session) && <SaleLinks sale={sale} />}>
      <Tabs
        label={sale.receiptNo}
        active={tab}
        onChange={setTab}
        tabs={[{ id: 'sale', label: t('pos:ui.history.sale') }, { id: 'receipt', label: t('pos:ui.receipt.title') }]}
      >
        {tab === 'receipt' ? <ReceiptView saleId={sale.id} /> : <SaleFacts sale={sale} model={model} terminal={terminal} />}
      </Tabs>
    </SidePanel>
  );
}

function SaleFacts({ sale, model, terminal }: { sale: PastSale; model: History; terminal: string }) {
  const services = useServices();
  const { t, format, session } = services;
  const methods = storeWaysAt(session.terminal.value?.id ?? '', services).methods.value;
  return (
    <>
      <Facts items={[
        [t('pos:ui.history.state'), <SaleChip sale={sale} />],
        [t('pos:ui.history.terminal'), terminal],
        [t('pos:ui.history.cashier'), sale.cashierName],
      ]} />
      <Refunded sale={sale} model={model} />
      <section class="stack">
        <h3>{t('pos:ui.history.lines')}</h3>
        <ul class="history-lines">
          {sale.lines.map(line => (
            <li key={line.id}>
              <span class="history-line-name">{line.name}</span>
              <strong class="number-text">{format.amount(line.total)}</strong>
              <span class="quiet">
                {format.quantity(line.quantity)} × {format.amount(line.unitPrice)}
                {line.discountAmount > 0 && ` · ${t('pos:ui.sale.column.discount')} −${format.amount(line.discountAmount)}`}
              </span>
              <span class="quiet number-text">{t('pos:ui.history.vat')} {format.percent(line.vatRate)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack">
        <h3>{t('pos:ui.history.money')}</h3>
        <Facts items={[
          ...(sale.discountTotal > 0 ? [[t('pos:ui.sale.subtotal'), format.money(sale.subtotal)], [t('pos:ui.sale.column.discount'), `−${format.money(sale.discountTotal)}`]] as const : []),
          [t('pos:ui.history.total'), <strong>{format.money(sale.total)}</strong>],
          [t('pos:ui.history.vat'), format.money(sale.vatTotal)],
        ]} />
      </section>
      <section class="stack">
        <h3>{t('pos:ui.history.payments')}</h3>
        <ul class="history-payments">
          {sale.rounding !== undefined && sale.rounding !== 0 && <li><span>{t('pos:ui.done.rounding')}</span><span class="number-text">{format.money(sale.rounding)}</span></li>}
          {sale.payments.map(payment => (
            <li key={payment.id}>
              <span>{methodTitle(payment.method, methods, t)}{payment.reference && ` · ${payment.reference}`}</span>
              <span class="number-text">{format.money(payment.amount)}</span>
            </li>
          ))}
          <li><span>{t('pos:ui.pay.change')}</span><span class="number-text">{format.money(sale.change)}</span></li>
        </ul>
      </section>
    </>
  );
}
