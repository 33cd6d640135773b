import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { afterTheRun } from './ends.js';

let browser: Promise<Browser> | undefined;

/**
 * A page of a fresh profile in headless Chromium, without motion, so that nothing is judged half-way; its errors are collected.
 * `said` is all its console was told as an error or a warning, requests that were refused among it.
 */
export async function openPage(options: { width?: number; height?: number; dark?: boolean } = {}): Promise<{ page: Page; errors: string[]; said: string[]; close(): Promise<void> }> {
  if (!browser) afterTheRun(closeBrowser);
  browser ??= chromium.launch({
    executablePath: process.env.SONTECHSP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await (await browser).newContext({ viewport: { width: options.width ?? 1280, height: options.height ?? 720 }, colorScheme: options.dark ? 'dark' : 'light', reducedMotion: 'reduce', locale: 'tr-TR', timezoneId: 'Europe/Istanbul' });
  const page = await context.newPage();
  const errors: string[] = [];
  const said: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') said.push(`${message.text()} ${message.location().url}`); });
  page.on('console', message => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text()); });
  return { page, errors, said, close: () => context.close() };
}

export async function closeBrowser(): Promise<void> {
  if (browser) await (await browser).close();
  browser = undefined;
}

/**
 * Presses the keys of a code as a scanner does, five milliseconds apart, then Enter. The times are given with the keys, as a
 * keyboard's driver does, so that a busy test machine does not stretch them.
 */
export async function scan(page: Page, code: string, everyMs = 5): Promise<void> {
  const keyboard = await (keyboards.get(page) ?? keyboards.set(page, page.context().newCDPSession(page)).get(page)!);
  const begin = Date.now() / 1000;
  const keys = [...code].map(text => ({ key: text, text, code: /[0-9]/.test(text) ? `Digit${text}` : `Key${text.toUpperCase()}` }));
  await Promise.all([...keys, { key: 'Enter', text: '\r', code: 'Enter' }].flatMap((key, at) => {
    const timestamp = begin + (at * everyMs) / 1000;
    const virtual = key.key === 'Enter' ? 13 : key.key.toUpperCase().charCodeAt(0);
    const common = { key: key.key, code: key.code, windowsVirtualKeyCode: virtual, timestamp };
    return [keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key.text, ...common }), keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common })];
  }));
}
const keyboards = new WeakMap<Page, Promise<CDPSession>>();
