import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { fillFrame, printFrame } from '../receipt-page.js';
import type { SaleModel } from '../sale.model.js';
import { ShiftHead } from './shift-head.js';

const safe = (text: string): string => text.replace(/[&<>]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);

/** An X or Z report as it is printed. */
export function ReportView({ model, shiftId, type }: { model: SaleModel; shiftId: string; type: 'x' | 'z' }) {
  const { api, t, language } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<{ ready: boolean; problem?: unknown }>({ ready: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const asked = new AbortController();
    setState({ ready: false });
    api.text(`/api/pos/shifts/${shiftId}/report`, { type, format: 'text', columns: '48' }, { signal: asked.signal })
      .then(async text => {
        if (!frame.current) return;
        await fillFrame(frame.current, `<!doctype html><html lang="${language.peek()}"><title>${t(`pos:ui.shift.report.${type}`)}</title><body><pre>${safe(text)}</pre></body></html>`, 80);
        // 48 characters stand on 80 mm.
        frame.current.contentDocument!.querySelector('pre')!.style.fontSize = '9px';
        setState({ ready: true });
      })
      .catch((problem: unknown) => { if (!asked.signal.aborted) setState({ ready: false, problem }); });
    return () => asked.abort();
  }, [shiftId, type, attempt]);
  return (
    <section class="sale-panel sale-receipt" aria-label={t(`pos:ui.shift.report.${type}`)}>
      <ShiftHead model={model} title={t(`pos:ui.shift.report.${type}`)} />
      {state.problem !== undefined && <ProblemBanner problem={state.problem} onRetry={() => setAttempt(attempt + 1)} />}
      <div class="receipt-sheet" hidden={state.problem !== undefined} aria-busy={!state.ready} tabIndex={0} role="group" aria-label={t(`pos:ui.shift.report.${type}`)}>
        {!state.ready && <div class="receipt-wait"><Spinner label={t('pos:ui.receipt.loading')} /></div>}
        <iframe ref={frame} class="receipt-frame" title={t(`pos:ui.shift.report.${type}`)} sandbox="allow-same-origin allow-modals" style={{ width: '80mm' }} tabIndex={-1} />
      </div>
      <Button size="key" variant="primary" icon="printer" block autoFocus disabled={!state.ready} onClick={() => { if (frame.current) printFrame(frame.current, 80); }}>{t('pos:ui.receipt.print')}</Button>
    </section>
  );
}
