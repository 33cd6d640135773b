import type { ComponentChildren } from 'preact';
import { CommandButton } from '../command-button.js';
import { useServices } from '@sontechsp/sdk/ui';
import type { SaleModel } from '../sale.model.js';

/** The head of each view: what it is, and the way back. */
export function ShiftHead({ model, title, note, children }: { model: SaleModel; title: string; note?: string; children?: ComponentChildren }) {
  const { t } = useServices();
  return (
    <header class="sale-panel-head">
      <div class="sale-panel-titles">
        <h2>{title}</h2>
        {note !== undefined && <p class="quiet cut">{note}</p>}
      </div>
      {children}
      <CommandButton model={model} command="back">{t('pos:ui.edit.back')}</CommandButton>
    </header>
  );
}
