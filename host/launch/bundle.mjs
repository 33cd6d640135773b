import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { browser, serverOptions } from './options.mjs';
import { root } from './root.mjs';
import { buildShared, useOwn } from './shared-modules.mjs';
import { filesOf } from './sources.mjs';

export const buildServer = outdir => build({ ...serverOptions, entryPoints: { sontechsp: 'host/cli/entry.ts', testing: 'host/testing/runtime.ts' }, outdir });

/** Everything the browser loads. */
export async function buildWeb(outdir) {
  mkdirSync(outdir, { recursive: true });
  const plugins = readdirSync(join(root, 'plugins')).filter(id => existsSync(join(root, 'plugins', id, 'screens')));
  await Promise.all([
    buildShared(join(outdir, 'shared')),
    build({ ...browser, splitting: true, entryPoints: { frame: 'host/web/main.tsx' }, plugins: useOwn, outdir, chunkNames: 'parts/[name]-[hash]' }),
    ...plugins.map(id => build({
      ...browser, splitting: true, plugins: [...useOwn, pluginEntry(id)],
      entryPoints: { [id]: `plugin:${id}` }, outdir: join(outdir, 'plugins'), chunkNames: 'parts/[name]-[hash]',
    })),
    buildPages(outdir),
    buildStyles(outdir),
  ]);
  copyFileSync(join(root, 'host/web/icons.svg'), join(outdir, 'icons.svg'));
  writeFileSync(join(outdir, 'index.html'), shellOf('index.html'));
}

/** A page of the host, that asks for the icons of this build: those are kept for good, and are there when the network is not. */
function shellOf(file) {
  const icons = createHash('sha256').update(readFileSync(join(root, 'host/web/icons.svg'))).digest('hex').slice(0, 16);
  return readFileSync(join(root, 'host/web', file), 'utf8').replaceAll('/web/icons.svg', `/web/icons.svg?v=${icons}`);
}

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
    ...browser, splitting: true, plugins: useOwn, entryPoints: Object.fromEntries(pages), outdir: join(outdir, 'pages'), chunkNames: 'parts/[name]-[hash]',
  });
  const shell = shellOf('page.html');
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
