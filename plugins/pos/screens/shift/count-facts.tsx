import { Badge, useServices } from '@sontechsp/sdk/ui';

/** Expected, counted, and what lies between: as a number and as a word. */
export function CountFacts({ expected, counted, difference }: { expected: number | null; counted: number; difference: number | null }) {
  const { t, format } = useServices();
  const tone = difference === 0 ? 'success' : 'warn';
  return (
    <dl class="shift-facts">
      {expected !== null && <div><dt>{t('pos:ui.shift.expected')}</dt><dd>{format.money(expected)}</dd></div>}
      <div><dt>{t('pos:ui.shift.counted')}</dt><dd>{format.money(counted)}</dd></div>
      {difference !== null && (
        <div class="shift-difference">
          <dt>{t('pos:ui.shift.difference')} <Badge tone={tone}>{t(`pos:ui.shift.signs.${difference === 0 ? 'none' : difference < 0 ? 'short' : 'over'}`)}</Badge></dt>
          <dd>{format.money(difference)}</dd>
        </div>
      )}
    </dl>
  );
}
