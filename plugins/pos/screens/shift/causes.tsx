import { Icon, useServices } from '@sontechsp/sdk/ui';
import type { ExplanationReply } from '../../shifts/schemas.js';

const wordsOf = ({ steps }: ExplanationReply): string => steps.map(step => step.text).join(' ');

/** What may be behind a difference, the likeliest first; with `onChoose`, one of them becomes the reason by a touch. */
export function Causes({ explanations, onChoose }: { explanations: readonly ExplanationReply[]; onChoose?: (words: string) => void }) {
  const { t } = useServices();
  if (explanations.length === 0) return <p class="quiet">{t('pos:ui.shift.closed.noCause')}</p>;
  return (
    <ol class="shift-list" tabIndex={onChoose ? -1 : 0} aria-label={t('pos:ui.shift.closed.causes')}>
      {explanations.map((one, at) => (
        <li key={at}>
          {onChoose
            ? <button type="button" class="shift-choose" title={t('pos:ui.shift.closed.choose')} onClick={() => onChoose(wordsOf(one))}><Cause steps={one.steps} /></button>
            : <Cause steps={one.steps} />}
        </li>
      ))}
    </ol>
  );
}

function Cause({ steps }: Pick<ExplanationReply, 'steps'>) {
  const { format } = useServices();
  return (
    <>
      <Icon name="info" />
      <span>
        {steps.map(step => (
          <span key={`${step.code}${step.text}`} class="shift-cause">
            {step.text}
            {step.events.length > 0 && <span class="quiet"> {step.events.slice(0, 3).map(event => `${event.name} ${format.time(event.at)}`).join(', ')}{step.count > 3 && ` +${step.count - 3}`}</span>}
          </span>
        ))}
      </span>
    </>
  );
}
