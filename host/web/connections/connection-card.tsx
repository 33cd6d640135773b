import { Badge, Button, Card, Icon, Switch, useServices, type Tone } from '@sontechsp/sdk/ui';
import type { ConnectionInfo, ConnectionsModel } from './connections.model.js';

const tones: Readonly<Record<ConnectionInfo['state'], Tone | undefined>> = { on: 'success', off: undefined, pluginOff: 'warn', missing: 'danger' };

/** A connection in the list: whose it is, whether it works, and the ways to find out and change it. */
export function ConnectionCard({ connection, model }: { connection: ConnectionInfo; model: ConnectionsModel }) {
  const { t } = useServices();
  const { state } = connection;
  const tone = tones[state];
  const known = model.adapterOf(connection) !== undefined;
  const edit = () => model.edit({ connection });
  return (
    <Card class={`plugin-card ${state === 'on' ? '' : 'plugin-off'}`}>
      <div class="plugin-head">
        <span class="plugin-icon"><Icon name="link" /></span>
        <div class="plugin-titles">
          <h2>{connection.name}</h2>
          <p class="quiet">{connection.title ?? connection.adapterId}</p>
        </div>
        <Switch hideLabel label={t('host:web.connections.toggle', { name: connection.name })} checked={connection.enabled} disabled={state === 'missing'} onChange={enabled => void model.toggle(connection, enabled)} />
      </div>
      <LastTest connection={connection} />
      <div class="plugin-foot">
        <Badge tone={tone} {...(tone ? {} : { icon: 'power' })}>{t(`host:web.connections.states.${state}`)}</Badge>
        <span class="row">
          <Button size="small" variant="ghost" icon="wifi" busy={model.testing.value.has(connection.id)} disabled={!known} onClick={() => void model.test(connection)}>{t('host:web.connections.test')}</Button>
          {known
            ? <Button size="small" variant="ghost" icon="edit" onClick={edit}>{t('host:web.ui.edit')}</Button>
            : <Button size="small" variant="ghost" icon="trash" onClick={() => model.askRemove(connection)}>{t('host:web.ui.delete')}</Button>}
        </span>
      </div>
    </Card>
  );
}

function LastTest({ connection: { lastTest, resting, state } }: { connection: ConnectionInfo }) {
  const { t, format } = useServices();
  return (
    <div class="stack">
      {state === 'missing' && <p class="quiet">{t('host:web.connections.missingDetail')}</p>}
      {resting && <p class="connection-note connection-bad"><Icon name="pause" /> <span>{t(`host:web.connections.resting.${resting.kind === 'auth' ? 'auth' : 'unavailable'}`, { time: format.time(resting.until) })}</span></p>}
      {!lastTest && <p class="connection-note quiet"><Icon name="help" /> <span>{t('host:web.connections.untested')}</span></p>}
      {lastTest?.ok && <p class="connection-note connection-good"><Icon name="check-circle" /> <span>{t('host:web.connections.worked', { when: format.relative(lastTest.at) })}</span></p>}
      {lastTest?.failure && (
        <div class="connection-note connection-bad">
          <Icon name="alert-circle" />
          <span>
            {t('host:web.connections.failed', { when: format.relative(lastTest.at), why: lastTest.failure.message })}
            {lastTest.failure.detail && <span class="connection-detail">{lastTest.failure.detail}</span>}
          </span>
        </div>
      )}
    </div>
  );
}
