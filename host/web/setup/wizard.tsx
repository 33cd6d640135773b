import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, Icon, ProblemBanner, useServices } from '@sontechsp/sdk/ui';
import { Mark } from '../frame/mark.js';
import { useHost } from '../host-services.js';
import { AdminStep, BusinessStep, ChecksStep, LanguageStep, StartStep } from './steps.js';
import { createWizardModel, steps, type Step, type WizardModel } from './wizard.model.js';

const views: Record<Step, (props: { model: WizardModel }) => unknown> = {
  language: LanguageStep, checks: ChecksStep, business: BusinessStep, admin: AdminStep, start: StartStep,
};

/** The first run. Enter goes on from anywhere; only the password has no default. */
export function Wizard() {
  const { api, t, toast } = useServices();
  const { app, session } = useHost();
  const [model] = useState(() => createWizardModel({
    api, t,
    timeZone: homeZone(),
    async finish(username, password, place) {
      await session.signIn(username, password);
      await app.enter(place);
      toast.success(t('host:web.setup.ready'));
    },
    already: () => void app.start(),
  }));
  const step = model.step.value;
  const { busy, problem } = model.form;
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => { document.title = `${t('host:web.setup.title')} · SONTECHSP`; });
  useLayoutEffect(() => {
    // The first thing to fill in, else the button that goes on.
    const target = body.current!.querySelector<HTMLElement>('[data-first]') ?? body.current!.querySelector<HTMLElement>('.wizard-next');
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, [step]);

  const View = views[step] as (props: { model: WizardModel }) => preact.JSX.Element;
  return (
    <main class="entrance">
      <form ref={body} class="wizard" noValidate onSubmit={event => { event.preventDefault(); void model.next(); }}>
        <header class="wizard-head">
          <Mark large />
          <div>
            <p class="wizard-product">SONTECHSP</p>
            <p class="quiet">{t('host:web.setup.title')}</p>
          </div>
        </header>
        <ol class="wizard-steps" aria-label={t('host:web.setup.steps')}>
          {steps.map((s, at) => (
            <li key={s} class={at < model.at.value ? 'wizard-step-done' : ''} aria-current={s === step ? 'step' : undefined}>
              <span class="wizard-dot">{at < model.at.value ? <Icon name="check" /> : at + 1}</span>
              <span class="wizard-step-word">{t(`host:web.setup.${s}.short`)}</span>
            </li>
          ))}
        </ol>
        <div class="wizard-body" key={step}>
          <h1>{t(`host:web.setup.${step}.title`)}</h1>
          <p class="wizard-lead">{t(`host:web.setup.${step}.lead`)}</p>
          <View model={model} />
          {problem.value !== undefined && <ProblemBanner problem={problem.value} />}
        </div>
        <footer class="wizard-foot">
          {model.at.value > 0 ? <Button size="till" icon="arrow-left" onClick={() => model.back()} disabled={busy.value}>{t('host:web.setup.back')}</Button> : <span />}
          <span class="quiet wizard-hint">{t('host:web.setup.enter')}</span>
          <Button class="wizard-next" type="submit" size="till" variant="primary" busy={busy.value}>
            {t(step === 'start' ? 'host:web.setup.install' : 'host:web.setup.next')}
          </Button>
        </footer>
      </form>
    </main>
  );
}

/** The computer's zone; one that was never set is taken for the house's. */
function homeZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return !zone || zone === 'UTC' || zone.startsWith('Etc/') ? 'Europe/Istanbul' : zone;
}
