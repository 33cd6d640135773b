import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

const require = createRequire(import.meta.url);

/**
 * Packages of many small files that ask Node for nothing: read one by one, they were the larger part of a start. What they import
 * themselves comes along.
 */
const manyFiles = {
  name: 'many-files',
  setup(b) {
    const named = /^(?:ajv|ajv-formats|fast-xml-parser|jose|semver|typebox|uuid)(?:\/|$)/;
    b.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (isBuiltin(path) || !(named.test(path) || /[\\/]node_modules[\\/]/.test(importer))) return undefined;
      return { path: kind === 'require-call' ? require.resolve(path) : fileURLToPath(import.meta.resolve(path)) };
    });
  },
};

/** Options of everything that runs in Node: one bundle with shared chunks, most packages left where they are. */
export const serverOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  splitting: true,
  packages: 'external',
  plugins: [manyFiles],
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
