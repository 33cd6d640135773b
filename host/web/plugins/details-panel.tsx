import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Banner, Facts, ProblemBanner, SidePanel, Spinner, Tabs, useServices } from '@sontechsp/sdk/ui';
import { scheduleOf, scheduleText } from '../jobs/schedule-text.js';
import { createDetailsModel, type DetailsTab } from './details.model.js';
import type { PluginDetails, PluginHealth } from './plugin-info.js';
import type { PluginsModel } from './plugins.model.js';

const tabs: readonly DetailsTab[] = ['health', 'rights', 'order', 'parts'];

/** One plugin in full: how it does, what it may do, when it comes in, and what it brings. */
export function DetailsPanel({ id, model: plugins }: { id: string; model: PluginsModel }) {
  const { api, t, events } = useServices();
  const store = plugins.store.value;
  const [model] = useState(() => createDetailsModel({ api, plugin: id, storeId: store?.id }));
  useEffect(() => void model.load(), []);
  useEffect(() => events.on('plugins.changed', () => void model.load()), []);
  const details = model.details.value;
  const tab = model.tab.value;
  return (
    <SidePanel title={plugins.nameOf(id)} subtitle={details?.description ?? store?.name} onClose={() => plugins.showDetails(undefined)}>
      <ProblemBanner problem={model.problem.value} onRetry={() => void model.load()} />
      {!details && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {details && (
        <Tabs label={t('host:web.plugins.details')} tabs={tabs.map(one => ({ id: one, label: t(`host:web.plugins.tabs.${one}`) }))} active={tab} onChange={model.show}>
          {tab === 'health' && <HealthTab details={details} health={plugins.store.value && details.health?.[plugins.store.value.id]} plugins={plugins} />}
          {tab === 'rights' && <RightsTab details={details} />}
          {tab === 'order' && <OrderTab details={details} nameOf={plugins.nameOf} />}
          {tab === 'parts' && <PartsTab details={details} />}
        </Tabs>
      )}
    </SidePanel>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="plugin-part"><h3>{title}</h3>{children}</section>;
}

function HealthTab({ details, health, plugins }: { details: PluginDetails; health: PluginHealth | undefined; plugins: PluginsModel }) {
  const { t, format } = useServices();
  const requiredBy = plugins.items.value?.filter(p => p.requires.some(r => r.split('@')[0] === details.id)) ?? [];
  const names = (ids: readonly string[]): string => ids.map(plugins.nameOf).join(', ') || t('host:web.plugins.none');
  return (
    <div class="stack">
      <Facts items={[
        [t('host:web.plugins.requires'), names(details.requires)],
        [t('host:web.plugins.requiredBy'), names(requiredBy.map(p => p.id))],
        ...(health?.check ? [[t('host:web.plugins.check'), health.check.detail ?? t(health.check.ok ? 'host:web.plugins.well' : 'host:web.plugins.unwell')] as [string, string]] : []),
      ]} />
      {health && (
        <>
          <Part title={t('host:web.plugins.costs')}>
            {health.costs.length === 0 && <p class="quiet">{t('host:web.plugins.noCosts')}</p>}
            {health.costs.map(({ work, times, meanMs, p95Ms }) => (
              <Facts key={work} items={[
                [t('host:web.plugins.work'), <span class="plugin-ids">{work}</span>],
                [t('host:web.plugins.times'), format.number(times)],
                [t('host:web.plugins.mean'), t('host:web.plugins.ms', { ms: format.number(meanMs) })],
                [t('host:web.plugins.p95'), t('host:web.plugins.ms', { ms: format.number(p95Ms) })],
              ]} />
            ))}
          </Part>
          <Part title={t('host:web.plugins.faults', { n: health.errors })}>
            {health.faults.length === 0 && <p class="quiet">{t('host:web.plugins.noFaults')}</p>}
            {health.faults.map(fault => (
              <div key={`${fault.hook} ${fault.reason}`} class="plugin-fault">
                <span class="plugin-ids">{fault.hook}</span>
                <span class="quiet">{t('host:web.plugins.faultTimes', { n: fault.times, why: t(`host:web.plugins.reasons.${fault.reason}`), at: format.dateTime(fault.lastAt) })}</span>
                <code class="plugin-cause">{fault.message}</code>
              </div>
            ))}
          </Part>
          <Part title={t('host:web.plugins.outbox')}>
            <Facts items={(['waiting', 'held', 'uncertain', 'dead'] as const).map(state => [t(`host:web.plugins.rows.${state}`), format.number(health.outbox[state])])} />
          </Part>
        </>
      )}
    </div>
  );
}

function RightsTab({ details }: { details: PluginDetails }) {
  const { t } = useServices();
  const open = details.routes.filter(r => r.permission === 'public').map(r => `${r.method} ${r.path}`);
  return (
    <div class="stack">
      {details.essential && <Banner tone="warn" title={t('host:web.plugins.essential')}>{t('host:web.plugins.essentialText')}</Banner>}
      <Part title={t('host:web.plugins.permissions')}>
        {details.permissions.length === 0 && <p class="quiet">{t('host:web.plugins.noPermissions')}</p>}
        {details.permissions.map(p => (
          <div key={p.id} class="plugin-right"><span>{p.title}</span><span class="plugin-ids quiet">{p.id}</span></div>
        ))}
      </Part>
      {open.length > 0 && <Part title={t('host:web.plugins.open')}><Ids ids={open} /></Part>}
      <Part title={t('host:web.plugins.uses')}>
        <Ids ids={details.uses} />
      </Part>
    </div>
  );
}

/** For each hook it takes part in, everyone who does, in the order they run. */
function OrderTab({ details, nameOf }: { details: PluginDetails; nameOf: (id: string) => string }) {
  const { t } = useServices();
  if (details.taps.length === 0 && details.hooks.length === 0) return <p class="quiet">{t('host:web.plugins.noTaps')}</p>;
  return (
    <div class="stack">
      {details.taps.map(tap => (
        <Part key={`${tap.hook} ${tap.place}`} title={tap.hook}>
          <p class="quiet">{t(`host:web.plugins.kinds.${tap.kind}`)} · {t('host:web.plugins.place', { place: tap.place, of: tap.of, ms: tap.budget })}</p>
          <ol class="plugin-order">
            {tap.order.map((id, at) => <li key={`${id} ${at}`} {...(at + 1 === tap.place ? { 'aria-current': 'true' as const } : {})}>{nameOf(id)}</li>)}
          </ol>
        </Part>
      ))}
      {details.hooks.length > 0 && (
        <Part title={t('host:web.plugins.ownHooks')}>
          {details.hooks.map(({ hook, order }) => (
            <div key={hook} class="plugin-right"><span class="plugin-ids">{hook}</span><span class="quiet">{order.map(nameOf).join(' → ') || t('host:web.plugins.none')}</span></div>
          ))}
        </Part>
      )}
    </div>
  );
}

function PartsTab({ details }: { details: PluginDetails }) {
  const { t } = useServices();
  const parts: [string, readonly string[]][] = [
    ['screens', details.screens.map(s => `${s.title} (${s.path})`)],
    ['slots', details.slots],
    ['routes', details.routes.map(r => `${r.method} ${r.path} (${r.permission})`)],
    ['jobs', details.jobs.map(j => `${j.id} (${scheduleText(scheduleOf(j.schedule), t)})`)],
    ['workers', details.workers],
    ['topics', details.topics],
    ['subscribers', details.subscribers.map(s => `${s.id} ← ${s.topic}`)],
    ['adapters', details.adapters.map(a => `${a.id} (${a.of})`)],
    ['tables', details.tables],
  ];
  return (
    <div class="stack">
      {parts.filter(([, ids]) => ids.length > 0).map(([name, ids]) => (
        <Part key={name} title={t(`host:web.plugins.parts.${name}`)}><Ids ids={ids} /></Part>
      ))}
    </div>
  );
}

function Ids({ ids }: { ids: readonly string[] }) {
  const { t } = useServices();
  if (ids.length === 0) return <p class="quiet">{t('host:web.plugins.none')}</p>;
  return <ul class="plugin-list">{ids.map(id => <li key={id} class="plugin-ids">{id}</li>)}</ul>;
}
