import { createHash } from 'node:crypto';
import { list, nullable, object, raw, route, t } from '@sontechsp/sdk';
import { MessageBook } from '../messages/messages.js';
import { Registry } from '../tokens.js';
import { frameOf } from './frame.js';

/** What the browser needs before its first screen. */
export const routes = [
  route({
    method: 'GET', path: '/ui/messages/:language', permission: 'public', types: ['application/json'],
    params: object({ language: t.String({ minLength: 2, maxLength: 20 }) }),
    summary: 'Every sentence by its key; what a language lacks is in Turkish.',
    use: { book: MessageBook },
    handle: async ({ params, use }) => {
      const { text, etag } = packed(use.book.all(params.language));
      return raw('application/json; charset=utf-8', text, { ETag: etag, 'Cache-Control': 'no-cache' });
    },
  }),
  route({
    method: 'GET', path: '/ui/frame', permission: 'signedIn', context: 'none',
    summary: 'Screens and slots the caller may open in their store.',
    reply: object({
      version: t.Integer(),
      screens: list(object({
        plugin: t.String(), path: t.String(), title: t.String(), module: t.String(), till: t.Boolean(), url: t.String(),
        menu: nullable(object({ group: t.String(), order: t.Number(), icon: t.String() })),
      })),
      slots: list(object({ plugin: t.String(), slot: t.String(), module: t.String(), url: t.String() })),
    }),
    use: { registry: Registry },
    handle: async ({ scope, use }) => frameOf(use.registry, scope) as never,
  }),
];

const kept = new WeakMap<object, { text: string; etag: string }>();
/** The catalogue as it is sent, made once per language. */
function packed(sentences: Readonly<Record<string, string>>): { text: string; etag: string } {
  const there = kept.get(sentences);
  if (there) return there;
  const text = JSON.stringify(sentences);
  const made = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
  kept.set(sentences, made);
  return made;
}
