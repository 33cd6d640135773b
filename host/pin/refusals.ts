import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'auth.notEnrolled': 401,
  'auth.pinLocked': 403,
  'identity.weakPin': 422,
  'identity.noPin': 409,
  'approval.invalid': 403,
});
