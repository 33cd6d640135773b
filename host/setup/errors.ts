import { refusals } from '@sontechsp/sdk';

export const errors = refusals({ 'setup.done': 409 });
