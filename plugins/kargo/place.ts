import type { Scope } from '@sontechsp/sdk';

/** Where a shipment belongs. */
export interface Place {
  readonly firm_id: string;
  readonly store_id: string;
}

/**
 * The scope of what happens to a shipment without a caller: an answer of its carrier. It may do nothing; the host itself holds
 * back what is told to a plugin that is off in the store.
 */
export const scopeAt = ({ firm_id, store_id }: Place): Scope => ({
  firmId: firm_id, storeId: store_id, terminalId: '', userId: '', language: 'tr', requestId: '',
  plugins: { version: 0, has: () => true }, can: () => false, limit: () => 0,
});
