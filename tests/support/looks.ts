import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axe = readFileSync(join(process.env.SONTECHSP_ROOT ?? process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What is wrong with a page as it stands: for eyes, fingers, screen readers and translators. */
export interface Looked {
  /** What axe finds, the size of targets included. */
  readonly violations: readonly string[];
  /** Words that do not fit their place or are broken, pictures that are not there, and pages that scroll sideways. */
  readonly misfits: readonly string[];
  /** Keys of messages that stand where a sentence should. */
  readonly sentences: readonly string[];
}

/** In both themes, `'both'`, or in the one that is on. */
export async function look(page: Page, theme: 'both' | 'this' = 'this'): Promise<Looked> {
  // Through the protocol, not a script tag: the policy of the page forbids those.
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const violations = new Set(await violationsOf(page));
  if (theme === 'both') {
    // The other theme has other colours, and nothing else.
    const [before, other] = await page.evaluate(() => [document.documentElement.dataset['theme'] ?? 'system', getComputedStyle(document.documentElement).colorScheme === 'dark' || (document.documentElement.dataset['theme'] !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches) ? 'light' : 'dark']);
    await page.evaluate(name => { document.documentElement.dataset['theme'] = name; }, other);
    for (const found of await violationsOf(page, ['color-contrast', 'link-in-text-block'])) violations.add(`${other}: ${found}`);
    await page.evaluate(name => { document.documentElement.dataset['theme'] = name; }, before);
  }
  return { violations: [...violations], misfits: await misfitsOf(page), sentences: await sentencesOf(page) };
}

/** The same in one list, each with the path of the page. */
export async function faults(page: Page, theme: 'both' | 'this' = 'this'): Promise<string[]> {
  const { violations, misfits, sentences } = await look(page, theme);
  return [...violations, ...misfits, ...sentences.map(key => `no sentence: ${key}`)].map(fault => `${new URL(page.url()).pathname} ${fault}`);
}

function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async only => {
    interface Axe { run(where: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, {
      ...(only ? { runOnly: { type: 'rule', values: only } } : { rules: { 'target-size': { enabled: true } } }), resultTypes: ['violations'], preload: false,
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`));
  }, rules);
}

/** What is cut on purpose, because it is somebody's own words: names, codes, what a program said. */
const ownWords = '.cut, .code, code, pre, .main-menu-title, .top-bar-store, .top-bar-terminal, .top-bar-name, .tile-name, .names-name, .entrance-who strong, .table-rows';

export const sentencesOf = (page: Page): Promise<string[]> => page.evaluate(() => document.body.innerText.match(/\b[a-z]+:[a-z]+\.[a-z][\w.]+/g) ?? []);

export function misfitsOf(page: Page): Promise<string[]> {
  return page.evaluate(async own => {
    await document.fonts.ready;
    const shown = (e: HTMLElement): boolean => e.clientWidth > 2 && !e.closest(`.unseen, .skip, svg, ${own}`) && e.checkVisibility({ visibilityProperty: true });
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter(e => shown(e) && e.innerText && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'auto');
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement || !shown(text.parentElement)) continue;
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[^\s\u00ad/-]{2,}/g)) {
        const range = new Range();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) broken.push(`${word} of '${text.textContent}'`);
      }
    }
    const empty = () => [...document.querySelectorAll<SVGUseElement>('svg.icon use')].filter(use => use.checkVisibility({ visibilityProperty: true }) && use.getBBox().width === 0);
    for (let tries = 0; tries < 20 && empty().length > 0; tries++) await new Promise(wait => setTimeout(wait, 50));
    return [
      ...new Set(empty().map(use => `has no picture: ${use.href.baseVal}`)),
      ...new Set(cut.map(e => `does not fit: ${e.tagName.toLowerCase()}.${e.className} ${e.innerText.trim().slice(0, 80)}`)),
      ...new Set(broken.map(word => `is broken: ${word}`)),
      ...(document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []),
    ];
  }, ownWords);
}

/** What the till says or offers in another size than it was designed in, and what of it cannot be seen without scrolling. */
export const tillSizes = (page: Page): Promise<string[]> => page.evaluate(() => {
  const scale = [16, 18, 22, 28, 36, 48, 56, 72];
  const shown = (e: Element): boolean => e.clientWidth > 2 && !e.closest('.unseen, .skip, svg') && e.checkVisibility({ visibilityProperty: true });
  const name = (e: Element): string => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} ${e.textContent?.slice(0, 30) ?? ''}`;
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
  const texts = all('body *').filter(e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()));
  const panel = document.querySelector('.sale-side')!;
  const side = panel.getBoundingClientRect();
  const beyond = (e: HTMLElement): boolean => {
    const box = e.getBoundingClientRect();
    const room = e.closest('.sale-side') && side.width > 0 ? side : document.documentElement.getBoundingClientRect();
    return box.top < room.top - 0.5 || box.left < -0.5 || box.bottom > Math.min(room.bottom, innerHeight) + 0.5 || box.right > innerWidth + 0.5;
  };
  return [
    ...texts.filter(e => !scale.includes(parseFloat(getComputedStyle(e).fontSize))).map(e => `${getComputedStyle(e).fontSize}: ${name(e)}`),
    ...all('button, a, input, select, textarea, [role=option]').filter(e => !e.closest('dialog:not([open])') && Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height) < 47.5).map(e => `under 48 px: ${name(e)}`),
    ...all('.sale-bar button, .pad button, .sale-quick button, .button-pay, .tile').filter(e => e.getBoundingClientRect().height < 63.5).map(e => `under 64 px: ${name(e)}`),
    ...all('.sale-total-amount, .sale-bar button, .pad button, .sale-quick button, .button-pay, .sale-pay-parts button, .sale-change-amount, .entry-field').filter(beyond).map(e => `out of sight: ${name(e)}`),
    ...all('.sale-total-amount').filter(e => getComputedStyle(e).fontSize !== '48px').map(e => `the total is not 48 px: ${name(e)}`),
    ...all('.sale-change-amount').filter(e => getComputedStyle(e).fontSize !== '56px').map(e => `the change is not 56 px: ${name(e)}`),
    ...(document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth ? ['the page scrolls'] : []),
    ...(panel.clientHeight > 0 && panel.scrollHeight > panel.clientHeight + 1 ? ['keys are out of sight'] : []),
  ];
});
