import { col, extendTable, table } from '@sontechsp/sdk';

/** What was installed when a host last started; as `plugins-001` made it. */
export const pluginsFirst = table('eklentiler', {
  id: col.text(),
  version: col.text(),
  state: col.text(),
  reason: col.nullable(col.text()),
  seen_at: col.instant(),
});

/** When an admin let it try again after a host had died of it. */
export const excuse = { retry_at: col.nullable(col.instant()) };
export const plugins = extendTable(pluginsFirst, excuse);

/** As `plugins-001` made it. */
export const storePluginsFirst = table('magaza_eklentileri', {
  plugin: col.text(),
  firm_id: col.ref(),
  store_id: col.ref(),
  enabled: col.flag(),
  changed_by: col.text(),
  changed_at: col.instant(),
}, { primaryKey: ['plugin', 'store_id'] });

/** Why a plugin was suspended in a store: the last of the faults that led to it. */
export interface Suspension {
  readonly at: string;
  readonly hook: string;
  readonly reason: string;
  readonly message: string;
}
export const suspension = { suspended: col.nullable(col.json<Suspension>()) };
/** Where a plugin was switched or suspended; no row: on, unless it has to be switched on first. */
export const storePlugins = extendTable(storePluginsFirst, suspension);

/** Faults of plugins by the hour, from all hosts. */
export const pluginFaults = table('eklenti_hatalari', {
  plugin: col.text(),
  /** Empty: of no store. */
  store_id: col.text(),
  /** See `Fault.hook`. */
  hook: col.text(),
  reason: col.text(),
  hour: col.instant(),
  times: col.integer(),
  /** Of the newest one. */
  message: col.text(),
  last_at: col.instant(),
}, { primaryKey: ['plugin', 'store_id', 'hook', 'reason', 'hour'], indexes: [{ name: 'eklenti_hatalari_hour', columns: ['hour'] }] });

/** What a plugin's taps cost one kind of work, by the hour, from all hosts. */
export const pluginCosts = table('eklenti_maliyetleri', {
  plugin: col.text(),
  store_id: col.text(),
  work: col.text(),
  hour: col.instant(),
  times: col.integer(),
  micros: col.integer(),
  /** Counts of works by time, so that hosts' numbers add up: `bucketOf` in the kernel says what each is. */
  b0: col.integer(), b1: col.integer(), b2: col.integer(), b3: col.integer(), b4: col.integer(), b5: col.integer(), b6: col.integer(), b7: col.integer(),
  b8: col.integer(), b9: col.integer(), b10: col.integer(), b11: col.integer(), b12: col.integer(), b13: col.integer(), b14: col.integer(), b15: col.integer(),
}, { primaryKey: ['plugin', 'store_id', 'work', 'hour'], indexes: [{ name: 'eklenti_maliyetleri_hour', columns: ['hour'] }] });

/** How many screens each host has open per store, as of a moment ago. */
export const openScreens = table('acik_ekranlar', {
  host: col.text(),
  store_id: col.text(),
  screens: col.integer(),
  seen_at: col.instant(),
}, { primaryKey: ['host', 'store_id'] });
