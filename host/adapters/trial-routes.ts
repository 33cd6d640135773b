import { Clock, Db, route, type Language } from '@sontechsp/sdk';
import { AccessBook } from '../identity/access.js';
import { ConnectionCards } from './cards.js';
import { inReach } from './reach.js';
import { Rests } from './rests.js';
import { idParam, trialOf, trialReply } from './schemas.js';
import { connectionById, keepTrial } from './store.js';
import type { TrialFailure } from './trial.js';
import { Trials } from './trials.js';

const use = { db: Db, access: AccessBook, cards: ConnectionCards, trials: Trials };
const told = (cards: ConnectionCards, failure: TrialFailure | undefined, language: Language) =>
  (failure ? { ok: false, failure: cards.tell(failure, language) } : { ok: true });

export const trialRoutes = [
  route({
    method: 'POST', path: '/connections/test', permission: 'host.settings', context: 'none', body: trialOf, reply: trialReply, use,
    summary: 'Tests settings before they are saved. Secrets left out are those of the connection `id`.',
    async handle({ body, scope, use }) {
      const row = body.id === undefined ? undefined : await inReach(use.access, scope, await connectionById(use.db, scope.firmId, body.id));
      return told(use.cards, await use.trials.unsaved(row?.adapter_id ?? body.adapterId, body.settings, row), scope.language);
    },
  }),
  route({
    method: 'POST', path: '/connections/:id/test', permission: 'host.settings', context: 'none', params: idParam, reply: trialReply, use: { ...use, rests: Rests, clock: Clock },
    summary: 'Tests a connection as it is saved, and remembers the outcome. One that works rests no more.',
    async handle({ params, scope, use }) {
      const row = await inReach(use.access, scope, await connectionById(use.db, scope.firmId, params.id));
      const failure = await use.trials.saved(row);
      await use.db.transaction(async tx => {
        await keepTrial(tx, row, use.clock.now(), failure);
        if (!failure) use.rests.end(tx, row);
      });
      return told(use.cards, failure, scope.language);
    },
  }),
];
