import { list, nullable, object, oneOf, route, t, uuid } from '@sontechsp/sdk';
import { ImportDesk } from './imports.js';

const started = t.Object({ id: uuid() });
const report = t.Object({
  id: uuid(),
  state: oneOf('queued', 'running', 'done', 'failed'),
  read: t.Integer(), created: t.Integer(), updated: t.Integer(), failed: t.Integer(),
  errors: list(t.Object({ line: t.Integer(), message: t.String() })),
  ignored: list(t.String(), {}),
  encoding: nullable(t.String()),
  progress: t.Number({ minimum: 0, maximum: 1 }),
});

export const importRoutes = [
  route({
    method: 'POST', path: '/imports', permission: 'katalog.write', status: 202, summary: 'Imports goods from a CSV file.',
    body: 'file', reply: started, use: { imports: ImportDesk },
    handle: ({ scope, body, once, use }) => use.imports.accept(scope, body, once),
  }),
  route({
    method: 'GET', path: '/imports/:id', permission: 'katalog.write', summary: 'Tells how far an import is, and which lines are bad.',
    params: object({ id: uuid() }), reply: report, use: { imports: ImportDesk },
    handle: async ({ scope, params, use }) => {
      const { errors, ignored, ...rest } = await use.imports.report(scope, params.id);
      return { ...rest, errors: [...errors], ignored: [...ignored] };
    },
  }),
];
