import { route } from '@sontechsp/sdk';
import { Favourites } from './favourites.js';
import { favouritesBody, favouritesReply } from './schemas.js';

const show = route({
  method: 'GET', path: '/favourites', permission: 'pos.sell', reply: favouritesReply,
  summary: 'The favourites of the store with today\'s names and prices.',
  use: { favourites: Favourites },
  handle: ({ scope, use: { favourites } }) => favourites.show(scope),
});

const arrange = route({
  method: 'PUT', path: '/favourites', permission: 'katalog.write', body: favouritesBody, reply: favouritesReply,
  summary: 'Arranges the favourites of the store anew, as a whole.',
  use: { favourites: Favourites },
  handle: ({ scope, body, use: { favourites } }) => favourites.arrange(scope, body),
});

export const favouriteRoutes = [show, arrange];
