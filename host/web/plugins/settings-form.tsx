import { useState } from 'preact/hooks';
import { Badge, Button, Field, IntegerInput, QuantityInput, Select, Switch, TextArea, TextInput, useServices, type Translate } from '@sontechsp/sdk/ui';
import { KEPT, fieldsOf, isKept, isShown, type FormSchema, type SettingField, type Values } from './settings-fields.js';
import { SettingRows } from './settings-rows.js';

/** A title, a description or a choice is a key of the plugin; one that is none is a sentence already. */
export function tellOf(t: Translate, plugin: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const key = text.includes(':') ? text : `${plugin}:${text}`;
  const told = t(key);
  return told === key ? text : told;
}

interface SettingsFormProps {
  /** Whose locale has the titles. */
  plugin: string;
  schema: FormSchema;
  values: Values;
  /** What the host holds, for secrets. */
  before: Values;
  error: (name: string) => string | undefined;
  onChange: (name: string, value: unknown) => void;
}

/** The fields a plugin's schema asks for. */
export function SettingsForm({ plugin, schema, values, before, error, onChange }: SettingsFormProps) {
  return (
    <>
      {fieldsOf(schema).filter(field => isShown(field, values)).map(field => (
        <Setting
          key={field.name} plugin={plugin} field={field} value={values[field.name]} stored={isKept(before[field.name])} error={error(field.name)} errorOf={error}
          onChange={value => onChange(field.name, value)}
        />
      ))}
    </>
  );
}

interface SettingProps {
  plugin: string;
  field: SettingField;
  value: unknown;
  /** A secret that the host holds. */
  stored: boolean;
  error: string | undefined;
  /** What was said against a part of it, by dotted path. */
  errorOf: (path: string) => string | undefined;
  onChange: (value: unknown) => void;
}

function Setting({ plugin, field, value, stored, error, errorOf, onChange }: SettingProps) {
  const { t } = useServices();
  const { name, kind, schema, choices, required } = field;
  const label = tellOf(t, plugin, schema.title) ?? name;
  const hint = tellOf(t, plugin, schema.description);
  const number = typeof value === 'number' ? value : null;
  const text = typeof value === 'string' ? value : '';
  if (kind === 'switch') return (
    <div class="setting-switch">
      <Switch label={label} checked={value === true} onChange={onChange} />
      {(error ?? hint) && <p class={error ? 'setting-error' : 'quiet'}>{error ?? hint}</p>}
    </div>
  );
  if (kind === 'rows') return (
    <SettingRows
      label={label} hint={hint} field={field} value={value} error={error} onChange={onChange}
      cell={(cell, at, values, change) => (
        <Setting key={cell.name} plugin={plugin} field={cell} value={values[cell.name]} stored={false} error={errorOf(`${name}.${at}.${cell.name}`)} errorOf={errorOf} onChange={change} />
      )}
    />
  );
  if (kind === 'secret') return <Secret label={label} hint={hint} error={error} required={required} value={value} stored={stored} onChange={onChange} />;
  return (
    <Field label={label} hint={hint} error={error} required={required}>
      {kind === 'choice'
        ? (
          <Select
            value={value === null || value === undefined ? '' : String(value)}
            placeholder={value === null || value === '' ? t('host:web.settings.choose') : undefined}
            onChange={chosen => onChange(choices.find(one => String(one) === chosen))}
            options={choices.map(one => ({ value: String(one), label: choiceOf(t, plugin, schema.title, one) }))}
          />
        )
        : kind === 'integer' ? <IntegerInput value={number} onChange={onChange} />
        : kind === 'number' ? <QuantityInput value={number} onChange={onChange} />
        : kind === 'lines' ? <TextArea value={text} onChange={onChange} maxLength={schema.maxLength ?? 10_000} />
        : <TextInput value={text} onChange={onChange} maxLength={schema.maxLength ?? 2000} spellcheck={false} />}
    </Field>
  );
}

/** The sentence of a choice stands under `<title>.<value>` in the plugin's locale. */
function choiceOf(t: Translate, plugin: string, title: string | undefined, choice: string | number): string {
  const key = `${title}.${choice}`;
  const told = title === undefined ? key : tellOf(t, plugin, key);
  return told === undefined || told === key ? String(choice) : told;
}

interface SecretProps extends Omit<SettingProps, 'plugin' | 'field' | 'errorOf'> {
  label: string;
  hint: string | undefined;
  required: boolean;
}

/** What is stored is never shown: it stays, is replaced by what is typed, or goes. */
function Secret({ label, hint, error, required, value, stored, onChange }: SecretProps) {
  const { t } = useServices();
  const [typing, setTyping] = useState(false);
  const going = stored && value === null;
  if (!stored || (typing && !going)) return (
    <Field label={label} hint={stored ? t('host:web.settings.secretTyping') : hint} error={error} required={required}>
      <span class="setting-secret">
        <TextInput type="password" autocomplete="new-password" autoFocus={stored} value={typeof value === 'string' ? value : ''} onChange={onChange} />
        {stored && <Button variant="ghost" onClick={() => { setTyping(false); onChange(KEPT); }}>{t('host:web.ui.cancel')}</Button>}
      </span>
    </Field>
  );
  return (
    <div class="field" role="group" aria-label={label}>
      <span class="field-label">{label}</span>
      <span class="setting-secret">
        {going ? <Badge tone="warn">{t('host:web.settings.secretGoing')}</Badge> : <Badge tone="success" icon="lock">{t('host:web.settings.secretSet')}</Badge>}
        {going
          ? <Button size="small" variant="ghost" icon="undo" onClick={() => { setTyping(false); onChange(KEPT); }}>{t('host:web.settings.secretKeep')}</Button>
          : (
            <>
              <Button size="small" icon="edit" onClick={() => { setTyping(true); onChange(''); }}>{t('host:web.settings.secretChange')}</Button>
              {!required && <Button size="small" variant="ghost" icon="trash" onClick={() => onChange(null)}>{t('host:web.settings.secretRemove')}</Button>}
            </>
          )}
      </span>
      {(error ?? hint) && <p class={error ? 'setting-error' : 'quiet'}>{error ?? hint}</p>}
    </div>
  );
}
