import { Banner, NameTiles, PinPad, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { CommandButton } from './command-button.js';
import type { SaleModel } from './sale.model.js';

/** A manager's leave, given in place: the basket and its total stay in sight. */
export function ApprovePanel({ model }: { model: SaleModel }) {
  const { t } = useServices();
  const { approving } = model;
  const need = approving.need.value;
  const people = approving.people.value;
  const who = people?.find(one => one.id === approving.who.value);
  const problem = approving.work.problem.value;
  if (!need) return null;
  return (
    <section class="sale-panel sale-approve" aria-label={t('pos:ui.approve.title')}>
      <header class="sale-panel-head">
        <div class="sale-panel-titles">
          <h2>{t('pos:ui.approve.title')}</h2>
          <p class="quiet">{t(`pos:ui.approve.${need.permission}`, { amount: need.amount ?? 0 })}</p>
        </div>
        <CommandButton model={model} command="back" disabled={approving.work.busy.value}>{t('pos:ui.edit.back')}</CommandButton>
      </header>
      {!people && problem === undefined && <div class="sale-wait"><Spinner label={t('pos:ui.approve.asking')} /></div>}
      {!who && problem !== undefined && <ProblemBanner problem={problem} />}
      {people?.length === 0 && <Banner tone="warn" title={t('pos:ui.approve.nobody')}><p>{t('pos:ui.approve.nobodyDetail')}</p></Banner>}
      {people && people.length > 0 && !who && <NameTiles label={t('pos:ui.approve.who')} people={people} onChoose={approving.choose} />}
      {who && (
        <>
          <p class="sale-approve-who"><strong>{who.fullName}</strong></p>
          <PinPad
            label={t('host:web.pin.of', { name: who.fullName })}
            value={approving.pin.value}
            onChange={approving.type}
            onSubmit={() => void approving.enter()}
            submit={t('pos:ui.approve.give')}
            busy={approving.work.busy.value}
            problem={problem}
          />
        </>
      )}
    </section>
  );
}
