import type { Page } from 'playwright-core';
import type { Look } from '../../support/walk.js';
import type { FullShop, Till } from './full-shop.js';

/** Somebody at a till of a shop that has everything, who looks at what is on the screen. */
export interface Walk {
  readonly page: Page;
  readonly shop: FullShop;
  readonly till: Till;
  readonly look: Look;
}

/** By hand: slower than a scanner. */
export const type = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 120 });
