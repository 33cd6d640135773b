import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { printSlip } from './print-slip.js';
import { fillFrame, printFrame, setPaper, type Paper } from './receipt-page.js';

/** A receipt in its true width, and its printing. `print` prints it as soon as it is there. */
export function ReceiptView({ saleId, print = false, size = 'normal' }: { saleId: string; print?: boolean; size?: 'normal' | 'till' }) {
  const { api, t, toast } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<{ ready: boolean; problem?: unknown }>({ ready: false });
  const [paper, setWidth] = useState<Paper>(80);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const asked = new AbortController();
    setState({ ready: false });
    api.text(`/api/pos/sales/${saleId}/receipt`, { format: 'html' }, { signal: asked.signal })
      .then(html => (frame.current ? fillFrame(frame.current, html, paper) : undefined))
      .then(() => {
        if (asked.signal.aborted) return;
        setState({ ready: true });
        if (print) void send();
      })
      .catch((problem: unknown) => { if (!asked.signal.aborted) setState({ ready: false, problem }); });
    return () => asked.abort();
  }, [saleId, attempt]);

  /** To the till's printer; where it has none, to those of the browser. */
  const send = async () => {
    try {
      if (await printSlip(api, { saleId }, () => { if (frame.current) printFrame(frame.current, paper); })) toast.success(t('pos:ui.printing.sent'));
    } catch (error) {
      toast.problem(error);
    }
  };
  const choose = (next: Paper) => {
    setWidth(next);
    if (frame.current && state.ready) setPaper(frame.current, next);
  };
  return (
    <div class="receipt-view">
      <div class="receipt-tools">
        <div class="segments" role="group" aria-label={t('pos:ui.receipt.paper')}>
          {([80, 58] as const).map(width => (
            <Button key={width} size={size} aria-pressed={paper === width} onClick={() => choose(width)}>{t('pos:ui.receipt.width', { width: String(width) })}</Button>
          ))}
        </div>
        <Button
          size={size}
          variant="primary"
          icon="printer"
          disabled={!state.ready}
          onClick={() => void send()}
        >
          {t('pos:ui.receipt.print')}
        </Button>
      </div>
      {state.problem !== undefined && <ProblemBanner problem={state.problem} onRetry={() => setAttempt(attempt + 1)} />}
      <div class="receipt-sheet" hidden={state.problem !== undefined} aria-busy={!state.ready}>
        {!state.ready && <div class="receipt-wait"><Spinner label={t('pos:ui.receipt.loading')} /></div>}
        <iframe ref={frame} class="receipt-frame" title={t('pos:ui.receipt.title')} sandbox="allow-same-origin allow-modals" style={{ width: `${paper}mm` }} tabIndex={-1} />
      </div>
    </div>
  );
}
