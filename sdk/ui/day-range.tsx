import type { DaySpan } from '../days.js';
import { Field } from './field.js';
import { useServices } from './services.js';
import { TextInput } from './text-input.js';

/** The first and the last day of what is shown; either may be left open. */
export function DayRange({ value, onChange }: { value: DaySpan; onChange: (days: DaySpan) => void }) {
  const { t } = useServices();
  const day = (end: 'from' | 'to') => (
    <Field label={t(`host:web.ui.days.${end}`)} class="filter-day">
      <TextInput type="date" value={value[end]} onChange={day => onChange({ ...value, [end]: day })} />
    </Field>
  );
  return <>{day('from')}{day('to')}</>;
}
