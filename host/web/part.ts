import type { PluginSpec } from '@sontechsp/sdk';
import en from './locales/en.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };

/** The sentences of the frame, the host's screens and the components of `sdk/ui`. */
export const part: Partial<PluginSpec> = { locales: { tr, en } };
