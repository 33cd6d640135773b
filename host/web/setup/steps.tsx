import { useEffect } from 'preact/hooks';
import { Badge, Button, Field, Icon, ProblemBanner, Progress, Select, TextInput, useServices } from '@sontechsp/sdk/ui';
import { useHost } from '../host-services.js';
import { languages as known } from '../services/language.js';
import { timeZones } from '../services/time-zones.js';
import type { SetupValues, WizardModel } from './wizard.model.js';

interface StepProps {
  model: WizardModel;
}

export function LanguageStep({ model }: StepProps) {
  const { t, toast } = useServices();
  const { languages } = useHost();
  const current = languages.current.value;
  return (
    <div class="tiles" role="radiogroup" aria-label={t('host:web.setup.language.title')}>
      {known.map(([id, name]) => (
        <label key={id} class="tile">
          <input
            type="radio"
            name="language"
            checked={current === id}
            {...(current === id ? { 'data-first': true } : {})}
            onChange={() => void languages.choose(id).then(() => model.retell()).catch((error: unknown) => toast.problem(error))}
          />
          <Icon name="globe" />
          <span class="tile-words"><strong lang={id}>{name}</strong></span>
          <Icon name="check" class="tile-mark" />
        </label>
      ))}
    </div>
  );
}

export function ChecksStep({ model }: StepProps) {
  const { t } = useServices();
  useEffect(() => void model.check(), []);
  /** The host says it in one word; anything else is shown as it came. */
  const tell = (detail: string) => {
    const key = `host:web.setup.checks.details.${detail}`;
    const told = t(key);
    return told === key ? detail : told;
  };
  const shown = model.checks.value.filter(c => c.id !== 'admin');
  return (
    <div class="stack">
      {model.checkProblem.value !== undefined && <ProblemBanner problem={model.checkProblem.value} />}
      {shown.length === 0 && model.checking.value && <Progress label={t('host:web.setup.checks.running')} />}
      <ul class="checks" aria-live="polite">
        {shown.map(c => (
          <li key={c.id} class="checks-row">
            <Badge tone={c.ok ? 'success' : 'danger'}>{t(c.ok ? 'host:web.setup.checks.ok' : 'host:web.setup.checks.bad')}</Badge>
            <strong>{t(`host:web.setup.checks.names.${c.id}`)}</strong>
            <span class="quiet checks-detail">{tell(c.detail)}</span>
          </li>
        ))}
      </ul>
      {shown.some(c => !c.ok) && <p class="quiet">{t('host:web.setup.checks.remedy')}</p>}
      <div><Button icon="refresh" busy={model.checking.value} onClick={() => void model.check()}>{t('host:web.setup.checks.again')}</Button></div>
    </div>
  );
}

function useText({ model }: StepProps) {
  const { form } = model;
  return <K extends keyof SetupValues>(name: K, first = false) => ({
    value: String(form.values.value[name]),
    onChange: (value: string) => model.set(name, value as SetupValues[K]),
    ...(first ? { 'data-first': true } : {}),
  });
}

const currencies = ['TRY', 'USD', 'EUR', 'UZS', 'RUB', 'AZN', 'KZT'];

export function BusinessStep({ model }: StepProps) {
  const { t } = useServices();
  const { form } = model;
  const text = useText({ model });
  const values = form.values.value;
  return (
    <div class="form-grid">
      <Field class="span-2" label={t('host:web.setup.business.firm')} error={form.error('firmName')} required>
        <TextInput {...text('firmName', true)} maxLength={200} />
      </Field>
      <Field label={t('host:web.setup.business.taxId')} hint={t('host:web.setup.business.taxIdHint')} error={form.error('taxId')}>
        <TextInput {...text('taxId')} inputmode="numeric" maxLength={11} />
      </Field>
      <Field label={t('host:web.setup.business.currency')} error={form.error('currency')}>
        <Select value={values.currency} onChange={v => model.set('currency', v)} options={currencies.map(value => ({ value, label: value }))} />
      </Field>
      <Field label={t('host:web.setup.business.store')} error={form.error('storeName')} required>
        <TextInput {...text('storeName')} maxLength={200} />
      </Field>
      <Field label={t('host:web.setup.business.timeZone')} error={form.error('timeZone')}>
        <Select value={values.timeZone} onChange={v => model.set('timeZone', v)} options={timeZones(values.timeZone)} />
      </Field>
      <Field label={t('host:web.setup.business.terminal')} error={form.error('terminalName')} required>
        <TextInput {...text('terminalName')} maxLength={200} />
      </Field>
      <Field label={t('host:web.setup.business.warehouse')} error={form.error('warehouseName')} required>
        <TextInput {...text('warehouseName')} maxLength={200} />
      </Field>
    </div>
  );
}

export function AdminStep({ model }: StepProps) {
  const { t } = useServices();
  const { form } = model;
  const text = useText({ model });
  return (
    <div class="form-grid">
      <Field label={t('host:web.setup.admin.fullName')} error={form.error('fullName')} required>
        <TextInput {...text('fullName')} autocomplete="name" maxLength={200} />
      </Field>
      <Field label={t('host:web.setup.admin.username')} error={form.error('username')} required>
        <TextInput {...text('username')} autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={100} />
      </Field>
      <Field class="span-2" label={t('host:web.setup.admin.password')} hint={t('host:web.setup.passwordHint')} error={form.error('password')} required>
        <TextInput {...text('password', true)} type="password" autocomplete="new-password" maxLength={200} />
      </Field>
    </div>
  );
}

export function StartStep({ model }: StepProps) {
  const { t } = useServices();
  const { form } = model;
  const { demo } = form.values.value;
  if (form.busy.value) return <Progress label={t(demo ? 'host:web.setup.start.loading' : 'host:web.setup.start.making')} />;
  return (
    <div class="tiles tiles-tall" role="radiogroup" aria-label={t('host:web.setup.start.title')}>
      {([[true, 'box'], [false, 'leaf']] as const).map(([value, icon]) => (
        <label key={String(value)} class="tile">
          <input type="radio" name="demo" checked={demo === value} {...(demo === value ? { 'data-first': true } : {})} onChange={() => model.set('demo', value)} />
          <Icon name={icon} />
          <span class="tile-words">
            <strong>{t(`host:web.setup.start.${value ? 'demo' : 'empty'}`)}</strong>
            <span class="quiet">{t(`host:web.setup.start.${value ? 'demo' : 'empty'}Detail`)}</span>
          </span>
          <Icon name="check" class="tile-mark" />
        </label>
      ))}
    </div>
  );
}
