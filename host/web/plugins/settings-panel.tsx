import { useEffect, useState } from 'preact/hooks';
import { Button, Checkbox, EmptyState, Field, IntegerInput, ProblemBanner, QuantityInput, Select, SidePanel, Spinner, TextInput, useServices } from '@sontechsp/sdk/ui';
import type { PluginInfo, StoreName } from './plugins.model.js';
import { createSettingsModel, secret, type SettingSchema } from './settings.model.js';

/** The settings form a plugin's schema asks for. */
export function SettingsPanel({ plugin, store, onClose }: { plugin: PluginInfo; store: StoreName | undefined; onClose: () => void }) {
  const { api, toast, t } = useServices();
  const [model] = useState(() => createSettingsModel({ api, toast, t, plugin: plugin.id, storeId: store?.id }));
  useEffect(() => void model.load(), []);
  const { form } = model;
  const state = model.state.value;
  const reply = model.reply.value;
  /** A title or description is a key of the plugin; one that is none is a sentence already. */
  const tell = (text: string | undefined) => {
    if (text === undefined) return undefined;
    const key = text.includes(':') ? text : `${plugin.id}:${text}`;
    const told = t(key);
    return told === key ? text : told;
  };

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
      {state === 'ready' && Object.entries(reply?.schema.properties ?? {}).map(([name, schema]) => (
        <Setting
          key={name}
          label={tell(schema.title) ?? name}
          hint={tell(schema.description)}
          schema={schema}
          set={model.isSet(name)}
          value={form.values.value[name]}
          error={form.error(name)}
          onChange={value => form.set(name, value)}
        />
      ))}
    </SidePanel>
  );
}

interface SettingProps {
  label: string;
  hint: string | undefined;
  schema: SettingSchema;
  /** A secret that is stored already. */
  set: boolean;
  value: unknown;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

function Setting({ label, hint, schema, set, value, error, onChange }: SettingProps) {
  const { t } = useServices();
  if (schema.type === 'boolean') return <Checkbox label={label} hint={error ?? hint} checked={value === true} onChange={onChange} />;
  const number = typeof value === 'number' ? value : null;
  const bounds = { ...(schema.minimum === undefined ? {} : { min: schema.minimum }), ...(schema.maximum === undefined ? {} : { max: schema.maximum }) };
  return (
    <Field label={label} hint={secret(schema) && set ? t('host:web.settings.secretSet') : hint} error={error}>
      {schema.enum
        ? <Select value={String(value ?? '')} onChange={v => onChange(schema.enum!.find(e => String(e) === v))} options={schema.enum.map(e => ({ value: String(e), label: String(e) }))} />
        : schema.type === 'integer' ? <IntegerInput value={number} onChange={onChange} {...bounds} />
        : schema.type === 'number' ? <QuantityInput value={number} onChange={onChange} {...bounds} />
        : <TextInput type={secret(schema) ? 'password' : 'text'} autocomplete="off" value={String(value ?? '')} onChange={onChange} maxLength={schema.maxLength ?? 2000} />}
    </Field>
  );
}
