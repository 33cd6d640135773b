import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Display } from './display.model.js';
import type { DisplayState } from './state.js';

/** The customer's window: nothing in it can be pressed. */
export function DisplayView({ display }: { display: Display }) {
  const state = display.state.value;
  useLayoutEffect(() => {
    if (!state) return;
    document.documentElement.lang = state.language;
    document.documentElement.dataset['theme'] = state.theme;
    document.title = state.store;
  }, [state?.language, state?.theme, state?.store]);
  if (!state) return <main class="display"><h1 class="display-welcome">SONTECHSP</h1></main>;
  if (state.kind === 'idle') {
    return (
      <main class="display display-idle">
        <h1 class="display-store">{state.store}</h1>
        <p class="display-welcome">{state.welcome}</p>
      </main>
    );
  }
  return (
    <main class={`display display-${state.kind}`}>
      <header class="display-head">
        <h1>{state.store}</h1>
        <span>{state.count}</span>
      </header>
      {state.kind === 'basket' ? <Lines state={state} /> : <p class="display-thanks">{state.thanks}</p>}
      <footer class="display-foot">
        {state.sums.length > 0 && <dl class="display-sums">{state.sums.map(({ label, amount }, at) => <div key={at}><dt>{label}</dt><dd>{amount}</dd></div>)}</dl>}
        <dl class="display-totals" aria-live="polite">
          <div class="display-total"><dt>{state.total.label}</dt><dd>{state.total.amount}</dd></div>
          {state.main && <div class="display-main"><dt>{state.main.label}</dt><dd>{state.main.amount}</dd></div>}
        </dl>
      </footer>
    </main>
  );
}

function Lines({ state }: { state: DisplayState }) {
  const list = useRef<HTMLUListElement>(null);
  const last = state.lines.at(-1);
  useLayoutEffect(() => { list.current!.scrollTop = list.current!.scrollHeight; }, [last?.key, last?.detail, state.lines.length]);
  return (
    <ul ref={list} class="display-lines" aria-label={state.linesLabel}>
      {state.lines.map(line => (
        <li key={line.key}>
          <span class="display-name">{line.name}</span>
          <span class="display-detail">{line.detail}</span>
          <strong class="display-amount">{line.total}</strong>
        </li>
      ))}
    </ul>
  );
}
