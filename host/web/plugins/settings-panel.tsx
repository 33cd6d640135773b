import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, ProblemBanner, SidePanel, Spinner, useServices } from '@sontechsp/sdk/ui';
import { SettingsForm } from './settings-form.js';
import { createSettingsModel } from './settings.model.js';

interface SettingsPanelProps {
  plugin: { readonly id: string; readonly name: string };
  store: { readonly id: string; readonly name: string } | undefined;
  onClose: () => void;
}

/** The settings form a plugin's schema asks for. */
export function SettingsPanel({ plugin, store, onClose }: SettingsPanelProps) {
  const { api, toast, t } = useServices();
  const [model] = useState(() => createSettingsModel({ api, toast, t, plugin: plugin.id, storeId: store?.id }));
  useEffect(() => void model.load(), []);
  const { form } = model;
  const state = model.state.value;
  const reply = model.reply.value;

  return (
    <SidePanel
      title={t('host:web.settings.title', { name: plugin.name })}
      subtitle={reply && (reply.per === 'store' ? t('host:web.settings.perStore', { store: store?.name ?? '' }) : t('host:web.settings.perFirm'))}
      onClose={onClose}
      {...(state === 'ready' ? { onSubmit: () => void model.save(), actions: <Button type="submit" variant="primary" icon="save" busy={form.busy.value}>{t('host:web.ui.save')}</Button> } : {})}
    >
      <ProblemBanner problem={model.problem.value ?? form.problem.value} />
      {state === 'loading' && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {state === 'none' && <EmptyState icon="settings" title={t('host:web.settings.none')} />}
      {state === 'ready' && reply && (
        <SettingsForm plugin={plugin.id} schema={reply.schema} values={form.values.value} before={reply.values} error={form.error} onChange={form.set} />
      )}
    </SidePanel>
  );
}
