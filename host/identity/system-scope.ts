import type { Language, PluginSet, Scope } from '@sontechsp/sdk';

export interface ActsAs {
  firmId: string;
  userId: string;
  storeId?: string;
  terminalId?: string;
  language?: Language;
  requestId?: string;
  plugins?: PluginSet;
}
const noPlugins: PluginSet = { version: 0, has: () => false };

/** A scope for what the host itself does for a user: set-up, demonstration data, the command line. It may do everything. */
export function systemScope({ firmId, userId, storeId = '', terminalId = '', language = 'tr', requestId = '', plugins = noPlugins }: ActsAs): Scope {
  return { firmId, userId, storeId, terminalId, language, requestId, plugins, can: () => true, limit: () => 100 };
}
