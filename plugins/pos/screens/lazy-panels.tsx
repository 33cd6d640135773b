import type { AnyComponent } from 'preact';
import { Lazy, Spinner, useServices } from '@sontechsp/sdk/ui';

type Part = () => Promise<AnyComponent<Record<string, unknown>>>;
const part = (load: () => Promise<unknown>): Part => load as Part;

/** Not of every sale: fetched when first opened, so that the till itself is there sooner. */
const panels = {
  // What is typed meanwhile is in the field when it comes.
  edit: part(async () => (await import('./edit-panel.js')).EditPanel),
  // Where goods are sold by touch, both are shown in turn.
  favourites: part(async () => (await Promise.all([import('./favourites/favourites-grid.js'), import('./favourites/done-strip.js')]))[0].FavouritesGrid),
  doneStrip: part(async () => (await import('./favourites/done-strip.js')).DoneStrip),
  approve: part(async () => (await import('./approve-panel.js')).ApprovePanel),
  drawer: part(async () => (await import('./drawer/drawer-panel.js')).DrawerPanel),
  park: part(async () => (await import('./park-panel.js')).ParkPanel),
  parked: part(async () => (await import('./parked-panel.js')).ParkedPanel),
  receipt: part(async () => (await import('./receipt-panel.js')).ReceiptPanel),
  shift: part(async () => (await import('./shift/shift-panel.js')).ShiftPanel),
};
const help = part(async () => (await import('./key-help.js')).KeyHelp);

export function LazyPanel({ name, props }: { name: keyof typeof panels; props: Record<string, unknown> }) {
  const { t } = useServices();
  return <Lazy key={name} load={panels[name]} props={props} waiting={<div class="sale-wait"><Spinner label={t('host:web.ui.loading')} /></div>} />;
}

/** The list of keys, behind its key. */
export function LazyHelp({ props }: { props: Record<string, unknown> }) {
  return <Lazy load={help} props={props} />;
}
