import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'auth.invalid': 401,
  'request.tooMany': 429,
  'identity.weakPassword': 422,
  'identity.usernameTaken': 409,
  'identity.roleUnknown': 422,
  'identity.roleTaken': 409,
  'identity.adminRole': 409,
  'identity.permissionUnknown': 422,
  'identity.self': 409,
  'identity.lastAdmin': 409,
});
