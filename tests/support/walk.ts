import type { Page } from 'playwright-core';

/** Told of each thing that stands on the screen while a page is walked through. */
export type Look = (what: string, at?: Page) => Promise<void>;

/** Waits until a screen stands: nothing on it is being asked for. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('.curtain > .spinner, .panel .spinner, .table-frame[aria-busy=true], [aria-busy=true].sale-hits, .sale-wait') === null, undefined, { timeout: 8000 }).catch(() => undefined);
}

/** Every screen the signed-in user may open: those of the menu, and those of the frame's own list that are reached from others. */
export async function screensOf(page: Page, frame: readonly { readonly path: string }[]): Promise<string[]> {
  const menu = await page.locator('nav a.main-menu-entry').evaluateAll(all => all.map(link => link.getAttribute('href')!));
  return [...new Set([...menu, ...frame.map(screen => screen.path).filter(path => !path.includes(':'))])];
}

/** Goes to a screen as a link of the page does, without a reload. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(where => {
    history.pushState(null, '', where);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await settled(page);
}

const over = 'dialog[open], .panel, .menu:popover-open';
/** What a walk leaves alone: it leads away, or does at once what cannot be taken back. */
const left = '[type=submit], [role=switch], [aria-disabled=true], :disabled';

/** A screen with all that can be opened on it: tabs, what its buttons open, the card of its first row, and what that opens. */
export async function walkScreen(page: Page, path: string, look: Look): Promise<void> {
  const there = async (): Promise<void> => {
    if (new URL(page.url()).pathname === path && await page.locator(over).count() === 0) return;
    await goTo(page, '/');
    await goTo(page, path);
  };
  await there();
  await look(path);
  const tabs = page.locator('.page-main [role=tab]');
  for (let at = 1; at < await tabs.count(); at++) {
    await tabs.nth(at).click();
    await settled(page);
    await look(`${path}, tab ${at + 1}`);
  }
  if (await tabs.count() > 1) await tabs.first().click();

  const openers = await page.locator(`.page-main :is(.page-actions, .page-tools, .page-body) button:not(${left})`).evaluateAll(all => {
    // Of things that stand in a list, one of each kind.
    const kinds = new Set<string>();
    return all.flatMap((button, at) => {
      const kind = button.closest('[role=tablist]') || (button as HTMLElement).clientWidth === 0 ? '' : `${button.className} ${button.querySelector('use')?.getAttribute('href') ?? button.textContent}`;
      if (kind === '' || kinds.has(kind)) return [];
      kinds.add(kind);
      return [at];
    });
  });
  for (const at of openers.slice(0, 12)) {
    await there();
    const opener = page.locator(`.page-main :is(.page-actions, .page-tools, .page-body) button:not(${left})`).nth(at);
    if (!await opener.isVisible()) continue;
    const name = (await opener.getAttribute('aria-label')) ?? await opener.innerText();
    await opener.click();
    await walkOpened(page, `${path} › ${name.trim()}`, look);
  }
  await there();
  const row = page.locator('.table-rows > .table-row-opens').first();
  if (await row.count() > 0) {
    await row.click();
    await walkOpened(page, `${path}, first row`, look);
  }
  await there();
}

/** What was opened, its tabs, and what is asked before something is taken away; then it is closed again. */
async function walkOpened(page: Page, what: string, look: Look): Promise<void> {
  await page.waitForTimeout(60);
  await settled(page);
  if (await page.locator(over).count() === 0) return;
  await look(what);
  const panel = page.locator('.panel');
  const tabs = panel.locator('[role=tab]');
  for (let at = 1; at < await tabs.count(); at++) {
    await tabs.nth(at).click();
    await settled(page);
    await look(`${what}, tab ${at + 1}`);
  }
  const asks = panel.locator(':is(.push, .panel-first, [aria-haspopup=menu]):not(:disabled)');
  for (let at = 0; at < await asks.count(); at++) {
    await asks.nth(at).click();
    if (await page.locator('dialog[open], .menu:popover-open').count() === 0) continue;
    await look(`${what} › ${(await asks.nth(at).innerText()).trim()}`);
    await page.keyboard.press('Escape');
  }
  for (let tries = 0; tries < 3 && await page.locator(over).count() > 0; tries++) await page.keyboard.press('Escape');
}
