import { createContext, type ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { Icon } from './icon.js';

interface FieldLink {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}
const FieldContext = createContext<FieldLink | undefined>(undefined);

export interface FieldProps {
  label: string;
  /** One short sentence under the control. */
  hint?: string | undefined;
  /** Said in place of the hint; `form.error('price')` gives it. */
  error?: string | undefined;
  required?: boolean;
  /** The label is read but not seen. */
  hideLabel?: boolean;
  class?: string;
  children: ComponentChildren;
}

/** A label, one control and what is wrong with it. Controls of this kit link themselves to the field they stand in. */
export function Field({ label, hint, error, required = false, hideLabel = false, class: extra = '', children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  const link = { id, describedBy: note ? `${id}-note` : undefined, invalid: error !== undefined, required };
  return (
    <div class={`field ${error ? 'field-invalid' : ''} ${extra}`}>
      <label class={hideLabel ? 'unseen' : 'field-label'} for={id}>
        {label}
        {required && <span class="field-required" aria-hidden="true"> *</span>}
      </label>
      <FieldContext.Provider value={link}>{children}</FieldContext.Provider>
      {note && (
        <p class="field-note" id={`${id}-note`}>
          {error && <Icon name="alert" />}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}

/** What a control spreads on its element to belong to the field around it. */
export function useFieldLink() {
  const link = useContext(FieldContext);
  return link && {
    id: link.id,
    'aria-describedby': link.describedBy,
    'aria-invalid': link.invalid || undefined,
    'aria-required': link.required || undefined,
  };
}
