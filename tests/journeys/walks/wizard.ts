import type { Page } from 'playwright-core';
import { freshPlace } from '../../support/databases.js';
import { bootAt, PASSWORD } from '../../support/host.js';
import type { Look } from '../../support/walk.js';

/** The first run of a new host in a language, step by step. */
export async function walkWizard(page: Page, language: string, look: Look): Promise<void> {
  const { host, url } = await bootAt(await freshPlace('sqlite'));
  await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
  await page.goto(url);
  for (let step = 1; step <= 5; step++) {
    await page.locator(`.wizard-steps li:nth-child(${step})[aria-current=step]`).waitFor();
    if (step === 2) await page.locator('.checks-row').first().waitFor();
    await look(`wizard, step ${step}`);
    if (step === 4) await page.locator('input[type=password]').fill(PASSWORD);
    if (step < 5) await page.keyboard.press('Enter');
  }
  await host.stop();
}
