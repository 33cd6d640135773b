import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { languages } from '../../host/web/services/language.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { judge } from './every-screen.js';
import { walkWizard } from './walks/wizard.js';

describe('The first run', function () {
  this.timeout(400_000);
  after(() => closeBrowser());

  it('has nothing wrong for eyes, fingers, screen readers and translators in any language, light and dark', async () => {
    const found: string[] = [];
    for (const [language] of languages) {
      const { page, close } = await openPage();
      const judged = judge(page, language);
      await walkWizard(page, language, judged.look);
      found.push(...judged.found);
      await close();
    }
    expect(found.join('\n')).to.equal('');
  });

  it('is followed by every screen in the same languages', () => {
    for (const [language] of languages) expect(existsSync(join(process.env.SONTECHSP_ROOT!, `tests/journeys/screens-${language}.test.ts`)), language).to.equal(true);
  });
});
