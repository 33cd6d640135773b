import type { PluginSpec } from '@sontechsp/sdk';

/** A room of the host, written like a piece of a plugin. */
export type Part = Partial<Omit<PluginSpec, 'id' | 'name' | 'version'>>;
