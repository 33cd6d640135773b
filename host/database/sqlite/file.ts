import { join } from 'node:path';

/** Where the embedded database lies. */
export const sqliteFile = (dataFolder: string): string => join(dataFolder, 'sontechsp.sqlite');
