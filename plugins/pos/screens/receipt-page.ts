/** Paper widths of receipt printers, in millimetres. */
export type Paper = 80 | 58;

/**
 * Puts the host's receipt into an empty frame of our own, with the receipt's own style sheet: the receipt needs the session to be
 * fetched, so a frame cannot fetch it, and the Content-Security-Policy allows no blob. Nothing in it can run.
 */
export async function fillFrame(frame: HTMLIFrameElement, html: string, paper: Paper): Promise<void> {
  const page = frame.contentDocument!;
  const made = new DOMParser().parseFromString(html, 'text/html');
  page.documentElement.lang = made.documentElement.lang;
  page.title = made.title;
  const style = page.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/web/receipt.css';
  const styled = new Promise<void>(resolve => {
    style.onload = () => resolve();
    style.onerror = () => resolve();
  });
  page.head.replaceChildren(style);
  page.body.className = made.body.className;
  page.body.replaceChildren(...made.body.childNodes);
  setPaper(frame, paper);
  await styled;
  // A logo that cannot be had leaves its place empty.
  await Promise.all([...page.images].map(image => image.decode().catch(() => undefined)));
  fit(frame);
}

export function setPaper(frame: HTMLIFrameElement, paper: Paper): void {
  const page = frame.contentDocument!;
  page.documentElement.dataset['paper'] = String(paper);
  page.body.style.width = `${paper}mm`;
  // The same lines on narrow paper need smaller letters, as 32 columns do.
  page.body.style.fontSize = paper === 58 ? '9px' : '';
  fit(frame);
}
/** As high as the receipt, so that it never scrolls in itself. */
function fit(frame: HTMLIFrameElement): void {
  frame.style.height = 'auto';
  frame.style.height = `${Math.ceil(frame.contentDocument!.body.getBoundingClientRect().height)}px`;
}

/** Prints the receipt alone, on a page as long as it is. */
export function printFrame(frame: HTMLIFrameElement, paper: Paper): void {
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const height = Math.ceil(view.document.body.getBoundingClientRect().height / 96 * 25.4) + 4;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${paper}mm ${height}mm; margin: 0; }`);
  view.document.adoptedStyleSheets = [sheet];
  view.print();
}
