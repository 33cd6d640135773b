import { Badge, useServices, type Tone } from '@sontechsp/sdk/ui';

type State = 'completed' | 'partlyRefunded' | 'refunded' | 'voided';
const tones: Record<State, Tone> = { completed: 'success', partlyRefunded: 'warn', refunded: 'warn', voided: 'danger' };

/** What became of a sale, or what kind of refund a receipt is, in a word. */
export function SaleChip({ sale: { state, kind } }: { sale: { readonly state: State; readonly kind?: 'refund' | 'void' | 'return' | 'exchange' | undefined } }) {
  const { t } = useServices();
  return kind ? <Badge tone="info" icon="undo">{t(`pos:ui.refund.kinds.${kind}`)}</Badge> : <Badge tone={tones[state]}>{t(`pos:ui.history.states.${state}`)}</Badge>;
}
