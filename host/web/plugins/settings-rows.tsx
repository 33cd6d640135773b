import type { ComponentChildren } from 'preact';
import { Button, IconButton, useServices } from '@sontechsp/sdk/ui';
import { fieldsOf, firstValues, isShown, type SettingField, type Values } from './settings-fields.js';

interface SettingRowsProps {
  label: string;
  hint: string | undefined;
  field: SettingField;
  value: unknown;
  error: string | undefined;
  onChange: (rows: Values[]) => void;
  cell: (field: SettingField, at: number, values: Values, change: (value: unknown) => void) => ComponentChildren;
}

/** A list of small things with the same few fields: rows to fill in, add and take away. */
export function SettingRows({ label, hint, field, value, error, onChange, cell }: SettingRowsProps) {
  const { t } = useServices();
  const { items = {}, minItems = 0, maxItems = 200 } = field.schema;
  const rows = Array.isArray(value) ? (value as Values[]) : [];
  const cells = fieldsOf(items);
  return (
    <div class="field" role="group" aria-label={label}>
      <span class="field-label">{label}</span>
      {(error ?? hint) && <p class={error ? 'setting-error' : 'field-note'}>{error ?? hint}</p>}
      {rows.length === 0 && <p class="quiet">{t('host:web.settings.noRows')}</p>}
      <ul class="setting-rows">
        {rows.map((row, at) => (
          <li key={at} class="setting-row" aria-label={t('host:web.settings.row', { n: at + 1 })}>
            {cells.filter(one => isShown(one, row)).map(one => cell(one, at, row, next => onChange(rows.map((other, i) => (i === at ? { ...other, [one.name]: next } : other)))))}
            <IconButton icon="trash" disabled={rows.length <= minItems} label={t('host:web.settings.removeRow', { n: at + 1 })} onClick={() => onChange(rows.filter((_, i) => i !== at))} />
          </li>
        ))}
      </ul>
      <Button icon="plus" disabled={rows.length >= maxItems} onClick={() => onChange([...rows, firstValues(items, {})])}>{t('host:web.settings.addRow')}</Button>
    </div>
  );
}
