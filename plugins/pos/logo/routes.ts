import { readFile } from 'node:fs/promises';
import { Db, raw, route } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { logoFrom } from './logo-book.js';
import { Logos } from './logos.js';
import { MOST_BYTES, pngOf } from './picture-file.js';
import { logoId, logoQuery, logoReply } from './schemas.js';
import { findLogo, logoOf, type LogoRow } from './store.js';

const sizeOf = ({ width, height }: LogoRow['wide']) => ({ width, height });
const shown = (row: LogoRow | undefined) => ({
  logo: row === undefined ? null : { id: row.id, name: row.name, wide: sizeOf(row.wide), narrow: sizeOf(row.narrow), changedAt: row.changed_at },
});

export const logoRoutes = [
  route({
    method: 'GET', path: '/logo', permission: 'pos.printers', reply: logoReply, use: { db: Db },
    summary: 'The logo at the head of the store\'s slips; null where it has none.',
    handle: async ({ scope, use: { db } }) => shown(await logoOf(db, scope.storeId)),
  }),
  route({
    method: 'POST', path: '/logo', permission: 'pos.printers', body: 'file', reply: logoReply, use: { db: Db, logos: Logos },
    summary: 'Puts a PNG or JPEG, up to 512 KB, at the head of the store\'s slips, in black and white and no wider than the paper.',
    async handle({ scope, body, use: { db, logos } }) {
      try {
        // More than this is not even read.
        if (body.bytes > MOST_BYTES) throw errors('pos.logoTooLarge', { kilobytes: MOST_BYTES / 1024, megapixels: 4 });
        const logo = await logos.make(await readFile(body.path));
        return shown(await db.transaction(tx => logos.put(tx, scope, body.name.slice(0, 200), logo)));
      } finally {
        await body.dispose();
      }
    },
  }),
  route({
    method: 'DELETE', path: '/logo', permission: 'pos.printers', status: 204, use: { db: Db, logos: Logos },
    summary: 'Takes the logo off the store\'s slips.',
    async handle({ scope, use: { db, logos } }) {
      await db.transaction(tx => logos.remove(tx, scope));
    },
  }),
  route({
    // An image of a page carries no session. Whoever has a receipt in hand has seen the logo, and its id tells nothing.
    method: 'GET', path: '/logos/:id', permission: 'public', params: logoId, query: logoQuery, types: ['image/png'], use: { db: Db },
    summary: 'The logo as a PNG, as it is printed on paper of 48 or 32 columns.',
    async handle({ params, query, use: { db } }) {
      const row = await findLogo(db, params.id.toLowerCase());
      if (!row) throw errors('pos.notFound', { id: params.id });
      return raw('image/png', await pngOf(logoFrom(row).on(query.columns === '32' ? 32 : 48)), { 'Cache-Control': 'public, max-age=31536000, immutable' });
    },
  }),
];
