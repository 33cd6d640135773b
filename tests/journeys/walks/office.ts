import { screensOf, walkScreen } from '../../support/walk.js';
import type { Walk } from './walk.js';

/** Every screen but the till, with what opens on it. */
export async function walkOffice({ page, shop, look }: Walk, share: { readonly of: number; readonly at: number } = { of: 1, at: 0 }): Promise<void> {
  const { screens } = (await shop.admin.get('/api/ui/frame')).body;
  const all = (await screensOf(page, screens)).filter(path => path !== '/sale');
  for (const [at, path] of all.entries()) if (at % share.of === share.at) await walkScreen(page, path, look);
}
