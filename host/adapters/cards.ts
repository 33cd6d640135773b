import { createToken, toldMessage, type AdapterDeclaration, type Language, type Messages } from '@sontechsp/sdk';
import { shownValues, type Values } from '../settings/secret-fields.js';
import type { SealedValues } from '../settings/sealed-values.js';
import type { PluginStates } from '../tokens.js';
import type { AdapterBook } from './adapter-book.js';
import { sealPlace } from './connection-book.js';
import { brought } from './form.js';
import type { Rests } from './rests.js';
import type { ConnectionRow } from './tables.js';
import type { TrialFailure } from './trial.js';

/** A failure with its sentence. */
export interface ToldFailure extends TrialFailure {
  readonly message: string;
}
export interface ConnectionCard {
  readonly id: string;
  readonly storeId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly plugin: string;
  readonly pluginName: string | null;
  readonly kind: string | null;
  readonly adapterId: string;
  readonly title: string | null;
  readonly state: 'on' | 'off' | 'pluginOff' | 'missing';
  readonly settings: Values;
  readonly lastTest: { at: string; ok: boolean; failure?: ToldFailure } | null;
  /** Where its partner sends messages by itself, below the shop's own address. */
  readonly webhookPath: string | null;
  readonly resting: { kind: TrialFailure['kind']; until: string } | null;
  readonly createdAt: string;
  readonly changedAt: string;
}
/** Connections as an admin sees them. */
export interface ConnectionCards {
  of(row: ConnectionRow, language: Language): Promise<ConnectionCard>;
  tell(failure: TrialFailure, language: Language): ToldFailure;
}
export const ConnectionCards = createToken<ConnectionCards>('host.connectionCards');

export const tellFailure = (messages: Messages, failure: TrialFailure, language: Language): ToldFailure =>
  ({ ...failure, detail: toldMessage(messages, language, failure.detail), message: messages.text(language, `host:adapters.failures.${failure.kind}`) });

function webhookPathOf({ of: { id: kind, webhook }, adapter }: AdapterDeclaration, connectionId: string): string | null {
  if (!webhook || typeof (adapter as unknown as Record<string, unknown>)[webhook.readBy] !== 'function') return null;
  return `/api/${kind.split('.')[0]}${webhook.path.replace(':connectionId', connectionId)}`;
}

interface Deps { adapters: AdapterBook; sealed: SealedValues; states: PluginStates; rests: Rests; messages: Messages }

export function createConnectionCards({ adapters, sealed, states, rests, messages }: Deps): ConnectionCards {
  const tell: ConnectionCards['tell'] = (failure, language) => tellFailure(messages, failure, language);
  return {
    tell,
    async of(row, language) {
      const adapter = adapters.find(row.adapter_id);
      const schema = adapter?.declaration.connection;
      const on = (await states.setFor(row.store_id)).has(row.plugin);
      return {
        id: row.id, storeId: row.store_id, name: row.name, enabled: row.enabled,
        plugin: row.plugin, pluginName: adapter?.pluginName ?? null, kind: adapter?.declaration.of.id ?? null, adapterId: row.adapter_id, title: adapter?.declaration.title ?? null,
        state: !adapter ? 'missing' : !on ? 'pluginOff' : row.enabled ? 'on' : 'off',
        // Without the schema nobody knows which of them are secrets.
        settings: schema ? shownValues(schema, brought(schema, await sealed.open(sealPlace(row.id), schema, row.settings))) : {},
        lastTest: row.tested_at === null ? null
          : { at: row.tested_at, ok: row.test_failure === null, ...(row.test_failure === null ? {} : { failure: tell({ kind: row.test_failure, detail: row.test_message ?? '' }, language) }) },
        webhookPath: adapter ? webhookPathOf(adapter.declaration, row.id) : null,
        resting: await rests.of(row) ?? null,
        createdAt: row.created_at, changedAt: row.changed_at,
      };
    },
  };
}
