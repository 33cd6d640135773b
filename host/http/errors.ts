import { refusals } from '@sontechsp/sdk';

/** Refusals any route may answer with, before or beside its own (api.md, Habits). */
export const errors = refusals({
  'request.invalid': 400,
  'request.tooLarge': 413,
  'request.mediaType': 415,
  'request.reused': 409,
  'request.unavailable': 503,
  'auth.required': 401,
  'auth.context': 409,
  'auth.forbidden': 403,
  'auth.origin': 403,
  'route.notFound': 404,
  'plugin.disabled': 404,
});
