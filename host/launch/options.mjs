import { join } from 'node:path';
import { root } from './root.mjs';

export const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  // In the clone the sdk is its sources; who has the package has it compiled.
  conditions: ['sontechsp-clone', 'module'],
  sourcemap: true,
};

/** Options of everything that runs in Node: one bundle with shared chunks, packages left where they are. */
export const serverOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  splitting: true,
  packages: 'external',
  alias: { '@sontechsp/sdk/carrier': join(root, 'sdk/carrier.ts'), '@sontechsp/sdk/http': join(root, 'sdk/http/http.ts'), '@sontechsp/sdk/testing': join(root, 'sdk/testing/index.ts'), '@sontechsp/sdk': join(root, 'sdk/index.ts') },
  loader: { '.csv': 'text' },
};

/** Options of everything that runs in a browser. */
export const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  alias: { '@sontechsp/sdk/ui': join(root, 'sdk/ui/index.ts') },
};
