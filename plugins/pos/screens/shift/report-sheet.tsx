import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ProblemBanner, Spinner, useServices } from '@sontechsp/sdk/ui';
import { printSlip } from '../print-slip.js';
import { fillFrame, printFrame } from '../receipt-page.js';

const safe = (text: string): string => text.replace(/[&<>]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);

interface Props {
  shiftId: string;
  type: 'x' | 'z';
  /** Where it is printed again: marked as a reprint. */
  copy?: boolean;
  /** The button that prints it; `undefined` until there is something to print. */
  children: (print: (() => void) | undefined) => ComponentChildren;
}
/** An X or Z report as it is printed, on paper of its true width. */
export function ReportSheet({ shiftId, type, copy = false, children }: Props) {
  const { api, t, toast, language } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  const [state, setState] = useState<{ ready: boolean; problem?: unknown }>({ ready: false });
  const [attempt, setAttempt] = useState(0);
  const title = t(`pos:ui.shift.report.${type}`);
  useEffect(() => {
    const asked = new AbortController();
    setState({ ready: false });
    api.text(`/api/pos/shifts/${shiftId}/report`, { type, format: 'text', columns: '48', copy: String(copy) }, { signal: asked.signal })
      .then(async text => {
        if (!frame.current) return;
        await fillFrame(frame.current, `<!doctype html><html lang="${language.peek()}"><title>${title}</title><body><pre>${safe(text)}</pre></body></html>`, 80);
        // 48 characters stand on 80 mm.
        frame.current.contentDocument!.querySelector('pre')!.style.fontSize = '9px';
        setState({ ready: true });
      })
      .catch((problem: unknown) => { if (!asked.signal.aborted) setState({ ready: false, problem }); });
    return () => asked.abort();
  }, [shiftId, type, copy, attempt]);
  const print = async () => {
    try {
      if (await printSlip(api, { shiftId, ...(copy ? { copy } : {}) }, () => { if (frame.current) printFrame(frame.current, 80); })) toast.success(t('pos:ui.printing.sentReport'));
    } catch (error) {
      toast.problem(error);
    }
  };
  return (
    <>
      {state.problem !== undefined && <ProblemBanner problem={state.problem} onRetry={() => setAttempt(attempt + 1)} />}
      <div class="receipt-sheet" hidden={state.problem !== undefined} aria-busy={!state.ready} tabIndex={0} role="group" aria-label={title}>
        {!state.ready && <div class="receipt-wait"><Spinner label={t('pos:ui.receipt.loading')} /></div>}
        <iframe ref={frame} class="receipt-frame" title={title} sandbox="allow-same-origin allow-modals" style={{ width: '80mm' }} tabIndex={-1} />
      </div>
      {children(state.ready ? () => void print() : undefined)}
    </>
  );
}
