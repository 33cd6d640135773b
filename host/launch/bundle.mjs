import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './root.mjs';
import { filesOf } from './sources.mjs';

export const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
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

export const buildServer = outdir => build({ ...serverOptions, entryPoints: { sontechsp: 'host/cli/entry.ts', testing: 'host/testing/runtime.ts' }, outdir });

/** Modules that exist once in the page, shared by the frame and every plugin. */
const shared = {
  preact: 'preact',
  hooks: 'preact/hooks',
  'jsx-runtime': 'preact/jsx-runtime',
  signals: '@preact/signals',
  iso: 'preact-iso',
  ui: '@sontechsp/sdk/ui',
};

/** Points imports of shared modules to the host's own files, instead of bundling them again. */
export const useShared = (from, self) => ({
  name: 'use-shared',
  setup(b) {
    for (const [file, name] of Object.entries(shared)) {
      if (file === self) continue;
      b.onResolve({ filter: new RegExp(`^${name.replace(/[/@]/g, '\\$&')}$`) }, () => ({ path: `${from}${file}.js`, external: true }));
    }
  },
});

export const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  alias: { '@sontechsp/sdk/ui': join(root, 'sdk/ui/index.ts') },
};

/** Everything the browser loads. */
export async function buildWeb(outdir) {
  mkdirSync(outdir, { recursive: true });
  const plugins = readdirSync(join(root, 'plugins')).filter(id => existsSync(join(root, 'plugins', id, 'screens')));
  await Promise.all([
    ...Object.entries(shared).map(([file, name]) => build({
      ...browser, splitting: true, plugins: [useShared('/web/shared/', file), sharedEntry(name)],
      entryPoints: { [file]: `shared:${name}` }, outdir: join(outdir, 'shared'), chunkNames: 'parts/[name]-[hash]',
    })),
    build({ ...browser, splitting: true, entryPoints: { frame: 'host/web/main.tsx' }, plugins: [useShared('/web/shared/')], outdir, chunkNames: 'parts/[name]-[hash]' }),
    ...plugins.map(id => build({
      ...browser, splitting: true, plugins: [useShared('/web/shared/'), pluginEntry(id)],
      entryPoints: { [id]: `plugin:${id}` }, outdir: join(outdir, 'plugins'), chunkNames: 'parts/[name]-[hash]',
    })),
    buildPages(outdir),
    buildStyles(outdir),
  ]);
  for (const file of ['index.html', 'icons.svg']) copyFileSync(join(root, 'host/web', file), join(outdir, file));
}

/** Gives on all that a shared module exports; of the router's package only the router. */
const sharedEntry = name => ({
  name: 'shared-entry',
  setup(b) {
    b.onResolve({ filter: /^shared:/ }, args => ({ path: args.path, namespace: 'shared' }));
    b.onLoad({ filter: /.*/, namespace: 'shared' }, () => ({ contents: `export * from '${name === 'preact-iso' ? 'preact-iso/router' : name}';`, resolveDir: root, loader: 'ts' }));
  },
});

/** A module that lists a plugin's screens and slots by file name, each loaded when first opened. */
const pluginEntry = id => ({
  name: 'plugin-entry',
  setup(b) {
    b.onResolve({ filter: /^plugin:/ }, args => ({ path: args.path, namespace: 'plugin' }));
    b.onLoad({ filter: /.*/, namespace: 'plugin' }, () => {
      const files = filesOf(`plugins/${id}/screens`);
      const lazy = ending => files.filter(f => f.endsWith(ending))
        .map(f => `${JSON.stringify(f.slice(f.lastIndexOf('/') + 1, -ending.length))}: () => import(${JSON.stringify(`./${relative(`plugins/${id}`, f)}`)})`).join(',\n');
      return {
        contents: `export const screens = {\n${lazy('.screen.tsx')}\n};\nexport const slots = {\n${lazy('.slot.tsx')}\n};`,
        resolveDir: join(root, 'plugins', id), loader: 'ts',
      };
    });
  },
});

/** A page of its own, outside the frame and without a session: `screens/display.page.tsx` is what stands at `/display`. */
async function buildPages(outdir) {
  const pages = filesOf('plugins').filter(f => f.includes('/screens/') && f.endsWith('.page.tsx')).map(f => [f.slice(f.lastIndexOf('/') + 1, -'.page.tsx'.length), f]);
  if (pages.length === 0) return;
  await build({
    ...browser, splitting: true, plugins: [useShared('/web/shared/')], entryPoints: Object.fromEntries(pages), outdir: join(outdir, 'pages'), chunkNames: 'parts/[name]-[hash]',
  });
  const shell = readFileSync(join(root, 'host/web/page.html'), 'utf8');
  for (const [name] of pages) writeFileSync(join(outdir, 'pages', `${name}.html`), shell.replaceAll('{name}', name));
}

/** The design system and the style sheets of all plugins in one file; receipts have their own. */
async function buildStyles(outdir) {
  const ofPlugins = filesOf('plugins').filter(f => f.includes('/screens/') && f.endsWith('.css'));
  const contents = ["@import './host/web/styles/app.css';", ...ofPlugins.map(f => `@import './${f}' layer(screens);`)].join('\n');
  const css = { absWorkingDir: root, bundle: true, minify: true, logLevel: 'warning', target: 'es2022', external: ['/web/*'] };
  await Promise.all([
    build({ ...css, stdin: { contents, resolveDir: root, loader: 'css' }, outfile: join(outdir, 'app.css') }),
    build({ ...css, entryPoints: ['host/web/styles/receipt.css'], outfile: join(outdir, 'receipt.css') }),
  ]);
}
