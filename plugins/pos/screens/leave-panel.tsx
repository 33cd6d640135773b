import type { ComponentChildren } from 'preact';
import { Banner, NameTiles, PinPad, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import type { Leave } from './leave.js';

/** Somebody's leave, given in place: the lines and their total stay in sight. `back`: the key out of it. */
export function LeavePanel({ leave, back }: { leave: Leave; back: ComponentChildren }) {
  const { t, format } = useServices();
  const need = leave.need.value;
  const people = leave.people.value;
  const who = people?.find(one => one.id === leave.who.value);
  const problem = leave.work.problem.value;
  if (!need) return null;
  const discount = need.permission === 'pos.discount';
  return (
    <section class="sale-panel sale-approve" aria-label={t('pos:ui.approve.title')}>
      <header class="sale-panel-head">
        <div class="sale-panel-titles">
          <h2>{t('pos:ui.approve.title')}</h2>
          <p class="quiet">{t(`pos:ui.approve.${need.permission}`, { amount: discount ? need.amount ?? 0 : format.money(need.amount ?? 0), worth: format.money(need.worth ?? 0) })}</p>
        </div>
        {back}
      </header>
      {!people && problem === undefined && <div class="sale-wait"><Spinner label={t('pos:ui.approve.asking')} /></div>}
      {!who && problem !== undefined && <ProblemBanner problem={problem} />}
      {people?.length === 0 && <Banner tone="warn" title={t('pos:ui.approve.nobody')}><p>{t(discount ? 'pos:ui.approve.nobodyDetail' : 'pos:ui.approve.nobodyElse')}</p></Banner>}
      {people && people.length > 0 && !who && <NameTiles label={t('pos:ui.approve.who')} people={people} onChoose={leave.choose} />}
      {who && (
        <>
          <p class="sale-approve-who"><strong>{who.fullName}</strong></p>
          <PinPad
            label={t('host:web.pin.of', { name: who.fullName })}
            value={leave.pin.value}
            onChange={leave.type}
            onSubmit={() => void leave.enter()}
            submit={t('pos:ui.approve.give')}
            busy={leave.work.busy.value}
            problem={problem}
          />
        </>
      )}
    </section>
  );
}
