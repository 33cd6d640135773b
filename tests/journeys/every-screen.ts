import type { Language } from '@sontechsp/sdk/ui';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { languages } from '../../host/web/services/language.js';
import { closeBrowser, openPage } from '../support/browser.js';
import { faults, misfitsOf, sentencesOf } from '../support/looks.js';
import { goTo, screensOf, type Look } from '../support/walk.js';
import { walkDialogs } from './walks/dialogs.js';
import { walkEntrance } from './walks/entrance.js';
import { openFullShop, type FullShop } from './walks/full-shop.js';
import { walkOffice } from './walks/office.js';
import { walkPeople } from './walks/people.js';
import { walkShift } from './walks/shift.js';
import { walkTill } from './walks/till.js';
import type { Walk } from './walks/walk.js';

/**
 * Each screen, each thing that opens, each theme and each language, but not each with each: what opens is judged in one language.
 * All of it in all languages is walked by `npm run bench -- --only screens`.
 */
const shares: Record<Language, (walk: Walk) => Promise<void>> = {
  tr: async walk => {
    await walkDialogs(walk);
    await walkPeople(walk);
  },
  en: walk => walkOffice(walk, { of: 2, at: 0 }),
  ru: walk => walkOffice(walk, { of: 2, at: 1 }),
  uz: async walk => {
    await walkTill(walk);
    await walkShift(walk);
  },
};

/** Keeps what is wrong in either theme, with where it was. */
export function judge(page: Page, language: string): { look: Look; found: string[]; seen: string[] } {
  const found: string[] = [], seen: string[] = [];
  return {
    found, seen,
    async look(what, at = page) {
      seen.push(what);
      if (process.env.SONTECHSP_SHOTS) await at.screenshot({ path: `${process.env.SONTECHSP_SHOTS}/${language}-${what.replace(/[^\w]+/g, '-').slice(0, 60)}-${seen.length}.png` });
      found.push(...(await faults(at, 'both')).map(fault => `${language}, ${what}: ${fault}`));
    },
  };
}

/** Walks a language's share, and reads its words on every screen; each has a file of its own, so that they can run side by side. */
export function everyScreen(language: Language): void {
  describe('Every screen', function () {
    this.timeout(240_000);
    let shop: FullShop;
    before(async () => { shop = await openFullShop(); });
    after(async () => {
      await closeBrowser();
      await shop?.stop();
    });

    it(`has nothing wrong for eyes, fingers, screen readers and translators in ${language}, light and dark`, async () => {
      const { page, errors, close } = await openPage();
      const { look, found, seen } = judge(page, language);
      await page.addInitScript(chosen => localStorage.setItem('sontechsp.language', chosen), JSON.stringify(language));
      const walk = { page, shop, till: shop.tills[languages.findIndex(([id]) => id === language)]!, look };
      await walkEntrance(walk);
      // The words of a language fit on every screen, also where the rest of it is judged in another one.
      for (const path of await screensOf(page, (await shop.admin.get('/api/ui/frame')).body.screens)) {
        await goTo(page, path);
        found.push(...[...await misfitsOf(page), ...await sentencesOf(page)].map(fault => `${language}, ${path}: ${fault}`));
      }
      await shares[language](walk);
      expect(found.join('\n')).to.equal('');
      expect(seen.length).to.be.greaterThan(15);
      expect(errors).to.deep.equal([]);
      await close();
    });
  });
}
