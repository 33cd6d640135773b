import { route, t } from '@sontechsp/sdk';
import { httpOf } from '../http/http-input.js';
import { Attempts } from '../identity/attempts.js';
import { Config, Database } from '../tokens.js';
import { setupChecks } from './checks.js';
import { setupBody, setupReply } from './schemas.js';
import { Setup } from './setup.js';

export const routes = [
  route({
    method: 'GET', path: '/setup', permission: 'public', use: { setup: Setup, config: Config, database: Database },
    reply: t.Object({ done: t.Boolean(), checks: t.Optional(t.Array(t.Object({ id: t.String(), ok: t.Boolean(), detail: t.String() }))) }),
    summary: 'Whether the shop was set up, and what stands in the way.',
    handle: async ({ use }) => (await use.setup.done().catch(() => false) ? { done: true } : { done: false, checks: await setupChecks(use.config, use.database) }),
  }),
  route({
    method: 'POST', path: '/setup', permission: 'public', status: 201, body: setupBody, reply: setupReply, use: { setup: Setup, attempts: Attempts, database: Database },
    summary: 'The first run: firm, store, terminal and administrator, once.',
    async handle(input) {
      const { use, scope, body } = input;
      const knock = { door: 'setup', http: httpOf(input).http } as const;
      await use.attempts.check(knock);
      try {
        return await use.setup.run(scope, body);
      } catch (error) {
        await use.database.transaction(async tx => use.attempts.fail(tx, knock));
        throw error;
      }
    },
  }),
];
