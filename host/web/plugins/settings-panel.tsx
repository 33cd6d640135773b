import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, ProblemBanner, SidePanel, Spinner, useServices } from '@sontechsp/sdk/ui';
import { TestOutcome } from '../connections/test-outcome.js';
import { SettingsForm } from './settings-form.js';
import { createSettingsModel, type SettingsModel } from './settings.model.js';

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
      {...(state === 'ready' ? { onSubmit: () => void model.save(), actions: <Actions model={model} testable={reply?.testable === true} /> } : {})}
    >
      <ProblemBanner problem={model.problem.value ?? form.problem.value} />
      {state === 'loading' && model.problem.value === undefined && <div class="curtain"><Spinner label={t('host:web.ui.loading')} /></div>}
      {state === 'none' && <EmptyState icon="settings" title={t('host:web.settings.none')} />}
      {state === 'ready' && reply && (
        <SettingsForm plugin={plugin.id} schema={reply.schema} values={form.values.value} before={reply.values} error={form.error} onChange={model.set} />
      )}
    </SidePanel>
  );
}

/** What a test said stands with the buttons, in sight of who pressed one. */
function Actions({ model, testable }: { model: SettingsModel; testable: boolean }) {
  const { t } = useServices();
  const result = model.result.value;
  return (
    <>
      {result && <div class="panel-note"><TestOutcome result={result} works={t('host:web.settings.works')} /></div>}
      {testable && <Button icon="wifi" busy={model.testing.value} onClick={() => void model.test()}>{t('host:web.settings.test')}</Button>}
      <Button type="submit" variant="primary" icon="save" busy={model.form.busy.value}>{t('host:web.ui.save')}</Button>
    </>
  );
}
