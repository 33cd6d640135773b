import { build } from 'esbuild';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { browser, common, serverOptions } from './options.mjs';
import { root } from './root.mjs';
import { useShared } from './shared-modules.mjs';

/** What plugins of another folder may import of this clone, by the name they write. */
export function sharedSources() {
  const owners = readdirSync(join(root, 'plugins')).filter(id => existsSync(join(root, 'plugins', id, 'contract.ts')));
  return {
    ...serverOptions.alias,
    '@sontechsp/sdk/ui': join(root, 'sdk/ui/index.ts'),
    ...Object.fromEntries(owners.map(id => [`@sontechsp/contracts/${id}`, join(root, 'plugins', id, 'contract.ts')])),
  };
}

/** Longest names first: an alias also catches what lies below it. */
const aliases = () => Object.fromEntries(Object.entries(sharedSources()).sort(([a], [b]) => b.length - a.length));
const ofPlugin = folder => ({ ...common, conditions: ['module'], absWorkingDir: folder, logLevel: 'silent', sourcemap: false, nodePaths: [join(root, 'node_modules')] });
const inNode = { platform: 'node', target: 'node20', splitting: false, packages: 'bundle', loader: serverOptions.loader };
// Packages written for `require` find Node's own modules through it.
const banner = { js: "import { createRequire as createRequireOfNode } from 'node:module';\nconst require = createRequireOfNode(import.meta.url);" };

/** The server's half of a plugin, `plugin.ts`, in one module that holds the sdk and all it imports. */
export const buildPluginServer = (folder, outfile) =>
  build({ ...ofPlugin(folder), ...inNode, alias: aliases(), banner, entryPoints: ['plugin.ts'], outfile });

/**
 * The browser's half in one module, `<id>.js`, that takes preact and the design system from the host, and `<id>.css` when there is
 * any. Resolves to the names of the screens and slots in it.
 */
export async function buildPluginWeb(folder, id, outdir) {
  const files = filesBelow(join(folder, 'screens')).map(file => relative(folder, file).split(sep).join('/'));
  const named = ending => files.filter(file => file.endsWith(ending)).map(file => [file.slice(file.lastIndexOf('/') + 1, -ending.length), `./${file}`]);
  const screens = named('.screen.tsx'), slots = named('.slot.tsx');
  if (screens.length + slots.length === 0) return { screens: [], slots: [] };
  mkdirSync(outdir, { recursive: true });
  const sheets = files.filter(file => file.endsWith('.css'));
  let style;
  if (sheets.length > 0) {
    const outfile = join(outdir, `${id}.css`);
    const contents = sheets.map(file => `@import './${file}' layer(screens);`).join('\n');
    await build({ absWorkingDir: folder, bundle: true, minify: true, logLevel: 'silent', target: 'es2022', loader: pictures, stdin: { contents, resolveDir: folder, loader: 'css' }, outfile });
    style = `${id}.css?v=${createHash('sha256').update(readFileSync(outfile)).digest('hex').slice(0, 16)}`;
  }
  const table = list => `{ ${list.map(([name, file]) => `${JSON.stringify(name)}: () => styled.then(() => import(${JSON.stringify(file)}))`).join(', ')} }`;
  const contents = `${styledCode(style)}\nexport const screens = ${table(screens)};\nexport const slots = ${table(slots)};`;
  await build({
    ...browser, ...ofPlugin(folder), minify: true, splitting: false, loader: pictures, alias: browser.alias, plugins: [useShared(), onlyForBrowsers],
    stdin: { contents, resolveDir: folder, loader: 'ts' }, outfile: join(outdir, `${id}.js`),
  });
  return { screens: screens.map(([name]) => name), slots: slots.map(([name]) => name) };
}
const pictures = { '.svg': 'dataurl', '.png': 'dataurl', '.webp': 'dataurl', '.jpg': 'dataurl' };

/** A screen waits for its style sheet, but not for one that cannot be had. */
const styledCode = style => (style === undefined ? 'const styled = Promise.resolve();' : `
const styled = typeof document === 'undefined' ? Promise.resolve() : new Promise(done => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(${JSON.stringify(style)}, import.meta.url).href;
  link.onload = link.onerror = done;
  document.head.append(link);
});`);

const onlyForBrowsers = {
  name: 'only-for-browsers',
  setup(b) {
    b.onResolve({ filter: /^@sontechsp\/(sdk|contracts)(\/|$)/ }, args => ({ errors: [{ text: `${args.path} is for the server. A screen imports @sontechsp/sdk/ui, and types with 'import type'.` }] }));
  },
};

/** Tests and simulators: the host comes from this clone, whose packages stay outside; the plugin's own are bundled. */
export const buildPluginTools = (folder, entryPoints, outdir) =>
  build({ ...ofPlugin(folder), ...inNode, splitting: true, alias: aliases(), sourcemap: 'inline', plugins: [packagesOfTheClone(folder)], entryPoints, outbase: folder, outdir, entryNames: '[dir]/[name]', banner });

const shares = new Set(['preact', '@preact/signals', 'chai', 'mocha']);
const isInstalled = folder => lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === false;
const packagesOfTheClone = folder => ({
  name: 'packages-of-the-clone',
  setup(b) {
    const shared = new Set(Object.keys(sharedSources()));
    b.onResolve({ filter: /^[^./]/ }, args => {
      if (args.kind === 'entry-point' || shared.has(args.path) || isBuiltin(args.path)) return undefined;
      const name = args.path.split('/').slice(0, args.path.startsWith('@') ? 2 : 1).join('/');
      // What is shared with the host exists once; the rest of a project's links leads here as well.
      const own = !shares.has(name) && !dirname(args.importer).startsWith(root) && isInstalled(join(folder, 'node_modules', name));
      return own ? undefined : { path: args.path, external: true };
    });
  },
});

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort();
}
