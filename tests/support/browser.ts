import { chromium, type Browser, type Page } from 'playwright-core';

let browser: Promise<Browser> | undefined;

/** A page of a fresh profile in headless Chromium; its errors are collected. */
export async function openPage(options: { width?: number; height?: number; dark?: boolean } = {}): Promise<{ page: Page; errors: string[]; close(): Promise<void> }> {
  browser ??= chromium.launch({
    executablePath: process.env.SONTECHSP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await (await browser).newContext({ viewport: { width: options.width ?? 1280, height: options.height ?? 720 }, colorScheme: options.dark ? 'dark' : 'light', locale: 'tr-TR', timezoneId: 'Europe/Istanbul' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text()); });
  return { page, errors, close: () => context.close() };
}

export async function closeBrowser(): Promise<void> {
  if (browser) await (await browser).close();
  browser = undefined;
}

/** Types a code as a scanner does: one key every few milliseconds, then Enter. */
export async function scan(page: Page, code: string, everyMs = 5): Promise<void> {
  for (const character of code) await page.keyboard.press(character, { delay: 0 }).then(() => new Promise(done => setTimeout(done, everyMs)));
  await page.keyboard.press('Enter');
}
