import { useState } from 'preact/hooks';
import { Button, Facts, Field, ProblemBanner, SidePanel, TextInput, useServices } from '@sontechsp/sdk/ui';
import { SettingsForm } from '../plugins/settings-form.js';
import { createConnectionModel } from './connection.model.js';
import type { AdapterInfo, ConnectionInfo } from './connections.model.js';
import { TestOutcome } from './test-outcome.js';
import { WebhookAddress } from './webhook-address.js';

interface ConnectionPanelProps {
  adapter: AdapterInfo;
  connection: ConnectionInfo | undefined;
  store: { readonly id: string; readonly name: string };
  /** Names that are taken there. */
  names: readonly string[];
  onSaved: (connection: ConnectionInfo) => void;
  onRemove: (() => void) | undefined;
  onClose: () => void;
}

/** The card of one connection: its name, what its adapter asks for, and a test of what stands there. */
export function ConnectionPanel({ adapter, connection, store, names, onSaved, onRemove, onClose }: ConnectionPanelProps) {
  const { api, toast, t } = useServices();
  const [model] = useState(() => createConnectionModel({ api, toast, t, adapter, connection, storeId: store.id, names, onSaved }));
  const { form } = model;
  return (
    <SidePanel
      title={connection ? connection.name : t('host:web.connections.newAt', { name: adapter.title })}
      subtitle={connection ? `${adapter.title} · ${store.name}` : store.name}
      onClose={onClose}
      onSubmit={() => void model.save()}
      actions={
        <>
          {model.result.value && <div class="panel-note"><TestOutcome result={model.result.value} works={t('host:web.connections.ok')} /></div>}
          {onRemove && <Button class="panel-first" variant="ghost" icon="trash" onClick={onRemove}>{t('host:web.ui.delete')}</Button>}
          <Button icon="wifi" busy={model.testing.value} onClick={() => void model.test()}>{t('host:web.connections.test')}</Button>
          <Button type="submit" variant="primary" icon="save" busy={form.busy.value}>{t('host:web.ui.save')}</Button>
        </>
      }
    >
      <ProblemBanner problem={form.problem.value} />
      <Field label={t('host:web.connections.name')} hint={t('host:web.connections.nameHint')} error={form.error('name')} required>
        <TextInput value={String(form.values.value['name'] ?? '')} onChange={value => form.set('name', value)} maxLength={100} autoFocus={!connection} />
      </Field>
      <SettingsForm plugin={adapter.plugin} schema={adapter.schema} values={model.settings()} before={model.before} error={model.error} onChange={model.set} />
      {connection?.webhookPath && <WebhookAddress path={connection.webhookPath} />}
      {connection && <Facts items={[[t('host:web.connections.id'), <span class="plugin-ids">{connection.id}</span>]]} />}
    </SidePanel>
  );
}
