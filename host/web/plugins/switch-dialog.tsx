import { Banner, ConfirmDialog, Facts, Spinner, useServices } from '@sontechsp/sdk/ui';
import type { ComponentChildren } from 'preact';
import type { Preview } from './plugin-info.js';
import type { PluginsModel } from './plugins.model.js';

/** Asks before a plugin is switched off, and shows what stops. */
export function SwitchDialog({ model }: { model: PluginsModel }) {
  const { t } = useServices();
  const asking = model.asking.value;
  const others = asking?.preview?.others ?? [];
  const name = asking?.plugin.name ?? '';
  return (
    <ConfirmDialog
      open={asking !== undefined}
      title={t(others.length > 0 ? 'host:web.plugins.cascadeTitle' : 'host:web.plugins.offTitle', { name })}
      confirm={t(others.length > 0 ? 'host:web.plugins.cascadeConfirm' : 'host:web.plugins.offConfirm')}
      danger
      busy={asking?.busy ?? false}
      problem={asking?.problem}
      onConfirm={() => void model.confirm()}
      onClose={() => model.keep()}
    >
      {others.length > 0 && <Banner tone="warn">{t('host:web.plugins.cascadeText', { name, by: others.map(o => o.name).join(', ') })}</Banner>}
      <p>{t('host:web.plugins.offText', { store: model.store.value?.name ?? '' })}</p>
      {asking && !asking.preview && asking.problem === undefined && <Spinner label={t('host:web.ui.loading')} />}
      {asking?.preview && <Stops preview={asking.preview} />}
    </ConfirmDialog>
  );
}

function Stops({ preview }: { preview: Preview }) {
  const { t, format } = useServices();
  const running = preview.jobs.filter(j => j.running);
  const items: [string, ComponentChildren][] = [
    [t('host:web.plugins.stops.open'), t('host:web.plugins.stops.openCount', { n: preview.openScreens })],
    ...(preview.screens.length > 0 ? [[t('host:web.plugins.stops.screens'), preview.screens.map(s => s.title).join(', ')] as [string, string]] : []),
    ...preview.rows.map(({ subscriber, rows, onDisable }): [string, string] => [subscriber, t(`host:web.plugins.stops.${onDisable}`, { n: rows })]),
    ...(preview.jobs.length > 0 ? [[
      t('host:web.plugins.stops.jobs'),
      running.length > 0 ? t('host:web.plugins.stops.running', { names: running.map(j => j.id).join(', ') }) : t('host:web.plugins.stops.notBegun', { n: preview.jobs.length }),
    ] as [string, string]] : []),
    ...(preview.taps.length > 0 ? [[t('host:web.plugins.stops.taps'), <span class="plugin-ids">{[...new Set(preview.taps.map(x => x.hook))].join(', ')}</span>] as [string, ComponentChildren]] : []),
    [t('host:web.plugins.stops.routes'), format.number(preview.routes)],
  ];
  return <div class="plugin-stops"><Facts items={items} /></div>;
}
