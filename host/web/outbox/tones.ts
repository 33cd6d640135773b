import type { Tone } from '@sontechsp/sdk/ui';
import type { OutboxState } from './outbox.model.js';

export const tones: Readonly<Record<OutboxState, Tone | undefined>> = {
  ready: 'info', leased: 'info', retry: 'warn', uncertain: 'warn', dead: 'danger', held: undefined, done: 'success', cancelled: undefined,
};
