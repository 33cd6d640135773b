import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { languages } from '../../host/web/services/language.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { freshPlace } from '../support/databases.js';
import { bootAt, PASSWORD } from '../support/host.js';
import { judge } from './every-screen.js';

describe('The first run', function () {
  this.timeout(400_000);
  after(() => closeBrowser());

  it('has nothing wrong for eyes, fingers, screen readers and translators in any language, light and dark', async () => {
    const found: string[] = [];
    for (const [language] of languages) {
      const { host, url } = await bootAt(await freshPlace('sqlite'));
      const { page, close } = await openPage();
      const judged = judge(page, language);
      await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
      await page.goto(url);
      for (let step = 1; step <= 5; step++) {
        await page.locator(`.wizard-steps li:nth-child(${step})[aria-current=step]`).waitFor();
        if (step === 2) await page.locator('.checks-row').first().waitFor();
        await judged.look(`wizard, step ${step}`);
        if (step === 4) await page.locator('input[type=password]').fill(PASSWORD);
        if (step < 5) await page.keyboard.press('Enter');
      }
      found.push(...judged.found);
      await close();
      await host.stop();
    }
    expect(found.join('\n')).to.equal('');
  });

  it('is followed by every screen in the same languages', () => {
    for (const [language] of languages) expect(existsSync(join(process.env.SONTECHSP_ROOT!, `tests/journeys/screens-${language}.test.ts`)), language).to.equal(true);
  });
});
