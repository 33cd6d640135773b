import type { Api, BrowserClock, Session } from '@sontechsp/sdk/ui';
import type { Basket } from './basket.js';
import type { BasketKeeper } from './basket-keeper.js';
import type { Desk } from './desk.js';
import { createLeave, type Leave, type Need } from './leave.js';
import { needsOf } from './needs.js';
import type { Quotes } from './quotes.js';

/** Leave for what a basket asks for, given in the place of the panel that was open. */
export interface Approving extends Leave {
  /** What the basket asks for that no fresh approval covers. */
  missing(basket: Basket): Need[];
}

interface Deps {
  api: Api;
  clock: BrowserClock;
  keeper: BasketKeeper;
  desk: Desk;
  quotes: Pick<Quotes, 'quote'>;
  session: Pick<Session, 'can' | 'limit'>;
}
export function createApproving({ api, clock, keeper, desk, quotes, session }: Deps): Approving {
  const leave = createLeave({
    api, clock,
    kept: { read: () => keeper.kept.peek().approvals, write: approvals => keeper.note({ approvals }) },
    open() {
      const [before, entry] = [desk.panel.peek(), desk.entry.peek()];
      desk.show({ kind: 'approve', before, entry });
      return () => desk.show(before, entry);
    },
  });
  return { ...leave, missing: basket => leave.uncovered(needsOf(basket, session, quotes.quote.peek())) };
}
