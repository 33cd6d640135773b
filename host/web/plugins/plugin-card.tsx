import { Badge, Banner, Button, Card, Icon, Switch, useServices, type Tone } from '@sontechsp/sdk/ui';
import { ConnectionsLink } from '../connections/connections-link.js';
import { useHost } from '../host-services.js';
import type { PluginInfo } from './plugin-info.js';
import type { PluginsModel } from './plugins.model.js';

const tones: Readonly<Record<string, Tone>> = { on: 'success', failed: 'danger', suspended: 'danger', waiting: 'warn' };
/** What a plugin costs is shown for sales; other work stands in its details. */
const SALE = 'pos.sale.join';

/** One plugin in the chosen store: what it is, how it does, and what can be done. */
export function PluginCard({ plugin, model }: { plugin: PluginInfo; model: PluginsModel }) {
  const { t, session } = useServices();
  const { frame } = useHost();
  const on = model.isOn(plugin);
  const state = model.stateOf(plugin);
  const icon = frame.screens.value.find(s => s.plugin === plugin.id && s.menu)?.menu?.icon ?? 'puzzle';
  return (
    <Card class={`plugin-card ${on && state !== 'failed' ? '' : 'plugin-off'}`}>
      <div class="plugin-head">
        <span class="plugin-icon"><Icon name={icon} /></span>
        <div class="plugin-titles">
          <h2>{plugin.name}</h2>
          <p class="quiet">{plugin.id} · {t('host:web.plugins.version', { version: plugin.version })}</p>
        </div>
        <Switch
          hideLabel
          label={t('host:web.plugins.toggle', { name: plugin.name, store: model.store.value?.name ?? '' })}
          checked={on}
          busy={model.switching.value === plugin.id}
          disabled={plugin.state !== 'active'}
          onChange={enabled => void model.toggle(plugin, enabled)}
        />
      </div>
      <div class="plugin-badges">
        <Badge tone={tones[state]} {...(tones[state] ? {} : { icon: 'power' })}>{t(`host:web.plugins.states.${state}`)}</Badge>
        {plugin.essential && <Badge icon="shield">{t('host:web.plugins.essential')}</Badge>}
        {plugin.origin === 'package' && <Badge icon="box">{t('host:web.plugins.package')}</Badge>}
      </div>
      <Trouble plugin={plugin} model={model} />
      {plugin.state === 'active' && <Figures plugin={plugin} model={model} />}
      <div class="plugin-foot">
        <Button size="small" variant="ghost" icon="list" aria-label={`${t('host:web.plugins.details')}: ${plugin.name}`} onClick={() => model.showDetails(plugin)}>{t('host:web.plugins.details')}</Button>
        {plugin.state === 'active' && <ConnectionsLink plugin={plugin.id} name={plugin.name} />}
        {plugin.settings && session.can('host.settings') && (
          <Button size="small" variant="ghost" icon="settings" aria-label={`${t('host:web.plugins.settings')}: ${plugin.name}`} onClick={() => model.showSettings(plugin)}>{t('host:web.plugins.settings')}</Button>
        )}
      </div>
    </Card>
  );
}

/** Why it does not run, and the way out. */
function Trouble({ plugin, model }: { plugin: PluginInfo; model: PluginsModel }) {
  const { t, format } = useServices();
  const suspension = model.suspensionOf(plugin);
  const busy = model.switching.value === plugin.id;
  if (plugin.quarantine) {
    return (
      <Banner
        tone="danger"
        title={t('host:web.plugins.quarantined')}
        actions={!plugin.quarantine.excused && <Button size="small" icon="refresh" busy={busy} onClick={() => void model.retry(plugin)}>{t('host:web.plugins.retryAtStart')}</Button>}
      >
        {t(plugin.quarantine.excused ? 'host:web.plugins.excused' : 'host:web.plugins.diedAt', { at: format.dateTime(plugin.quarantine.at), version: plugin.quarantine.version })}
      </Banner>
    );
  }
  if (suspension) {
    return (
      <Banner
        tone="danger"
        title={t('host:web.plugins.suspendedAt', { at: format.dateTime(suspension.at) })}
        actions={<Button size="small" icon="refresh" busy={busy} onClick={() => void model.resume(plugin)}>{t('host:web.ui.retry')}</Button>}
      >
        {t('host:web.plugins.keptFailing', { hook: suspension.hook })} <code class="plugin-cause">{suspension.message}</code>
      </Banner>
    );
  }
  return plugin.reason ? <Banner tone="danger">{plugin.reason}</Banner> : null;
}

/** The day's figures in the chosen store. */
function Figures({ plugin, model }: { plugin: PluginInfo; model: PluginsModel }) {
  const { t, format } = useServices();
  const health = model.healthOf(plugin);
  if (!health) return null;
  const { outbox, check } = health;
  const cost = health.costs.find(c => c.work === SALE);
  const stuck = outbox.dead + outbox.uncertain;
  return (
    <dl class="plugin-figures">
      <div><dt>{t('host:web.plugins.errorsToday')}</dt><dd class={health.errors > 0 ? 'plugin-bad' : ''}>{format.number(health.errors)}</dd></div>
      <div>
        <dt>{t('host:web.plugins.costPerSale')}</dt>
        <dd>{cost ? t('host:web.plugins.ms', { ms: format.number(cost.meanMs) }) : t('host:web.plugins.none')}</dd>
      </div>
      <div>
        <dt>{t('host:web.plugins.waitingRows')}</dt>
        <dd class={stuck > 0 ? 'plugin-bad' : ''}>{stuck > 0 ? t('host:web.plugins.waitingAndStuck', { waiting: format.number(outbox.waiting + outbox.held), stuck: format.number(stuck) }) : format.number(outbox.waiting + outbox.held)}</dd>
      </div>
      {check && !check.ok && <div class="plugin-check"><dt>{t('host:web.plugins.check')}</dt><dd class="plugin-bad">{check.detail ?? t('host:web.plugins.unwell')}</dd></div>}
    </dl>
  );
}
