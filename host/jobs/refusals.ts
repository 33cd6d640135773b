import { refusals } from '@sontechsp/sdk';

export const errors = refusals({
  'job.running': 409,
  'job.off': 409,
  'job.nobody': 409,
});
