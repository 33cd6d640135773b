import { createToken, provide, type Scope, type SettingsReader } from '@sontechsp/sdk';
import { scaleReader, type ScaleReader } from './scale-barcode.js';
import { settings, type KatalogSettings } from './settings.js';

/** How a firm's scale labels are read, by its settings. */
export interface ScaleLabels {
  of(scope: Pick<Scope, 'firmId'>): Promise<ScaleReader>;
}
export const ScaleLabels = createToken<ScaleLabels>('katalog.scaleLabels');

export function createScaleLabels({ settings: reader }: { settings: SettingsReader<KatalogSettings> }): ScaleLabels {
  return { of: async ({ firmId }) => scaleReader((await reader.read({ firmId, storeId: '' })).scaleRules) };
}
export const scaleLabels = provide(ScaleLabels, { settings }, createScaleLabels);
