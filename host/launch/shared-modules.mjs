import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './options.mjs';
import { root } from './root.mjs';

/** Where the host serves them. */
const place = '/web/shared/';

/** Modules that exist once in the page, shared by the frame and every plugin. */
const shared = {
  preact: 'preact',
  hooks: 'preact/hooks',
  'jsx-runtime': 'preact/jsx-runtime',
  signals: '@preact/signals',
  iso: 'preact-iso',
  ui: '@sontechsp/sdk/ui',
};
/** Of these only what is used: of the router's package where one is, and nothing that is for pages made on a server. */
const entries = { 'preact-iso': "export { LocationProvider, useLocation } from 'preact-iso/router';", 'preact/jsx-runtime': "export { Fragment, jsx, jsxs } from 'preact/jsx-runtime';" };

/** Points imports of shared modules to the host's own files, instead of bundling them again. */
export const useShared = self => ({
  name: 'use-shared',
  setup(b) {
    for (const [file, name] of Object.entries(shared)) {
      if (file === self) continue;
      b.onResolve({ filter: new RegExp(`^${name.replace(/[/@]/g, '\\$&')}$`) }, () => ({ path: `${place}${file}.js`, external: true }));
    }
  },
});

/**
 * The design system in two files. What forms, lists, cards and dialogs are made of is fetched with the first screen that has
 * them, which the till is not; all the rest is there from the start.
 */
const office = ['choice', 'data-table', 'dialog', 'field', 'form', 'name-tiles', 'number-input', 'page', 'paged-list', 'pin-pad', 'tabs'];
const parts = ['ui-base', 'ui-office'];
const partOf = file => (office.includes(file) ? 'ui-office' : 'ui-base');

/** What `@sontechsp/sdk/ui` exports, by the file it comes from; types are nothing in a browser. */
const exported = () => [...readFileSync(join(root, 'sdk/ui/index.ts'), 'utf8').matchAll(/^export \{([^}]+)\} from '([^']+)';$/gm)].map(([, names, from]) => ({
  from: from.replace(/\.js$/, ''), part: partOf(from.replace(/^\.\/|\.js$/g, '')), names: names.split(',').map(name => name.trim()).filter(name => name && !name.startsWith('type ')),
}));

/** Both files, with what they share in a third; and `ui.js`, which gives on both to packed plugins. */
async function buildUi(outdir) {
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'ui.js'), "export * from './ui-base.js';\nexport * from './ui-office.js';\n");
  await build({
    ...browser, splitting: true, entryPoints: Object.fromEntries(parts.map(part => [part, `part:${part}`])), outdir, chunkNames: 'parts/[name]-[hash]',
    plugins: [useShared('ui'), partEntry],
  });
}

const partEntry = {
  name: 'part-entry',
  setup(b) {
    b.onResolve({ filter: /^part:/ }, args => ({ path: args.path.slice('part:'.length), namespace: 'part' }));
    b.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
      contents: exported().filter(one => one.part === path).map(one => `export { ${one.names.join(', ')} } from '${one.from}';`).join('\n'), resolveDir: join(root, 'sdk/ui'), loader: 'ts',
    }));
  },
};

/**
 * Points each name a screen imports of the design system to the file it is in. Rules that the server has too, of money and
 * quantities, are those of the design system: so the server's half of the sdk is in no browser.
 */
const useUiParts = {
  name: 'use-ui-parts',
  setup(b) {
    const places = new Map(exported().flatMap(({ part, names }) => names.map(name => [name.split(' as ').at(-1), part])));
    b.onResolve({ filter: /^\/web\/shared\/ui-/ }, args => ({ path: args.path, external: true }));
    b.onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^import \{([^}]+)\} from '@sontechsp\/sdk(?:\/ui)?';/gm, (_, list) => {
        const names = list.split(',').map(name => name.trim()).filter(name => name && !name.startsWith('type '));
        const lost = names.find(name => !places.has(name.split(' as ')[0]));
        if (lost) throw new Error(`${path}: ${lost} is not of @sontechsp/sdk/ui, and the server's half of the sdk is not for browsers.`);
        return parts.map(part => [part, names.filter(name => places.get(name.split(' as ')[0]) === part)]).filter(([, some]) => some.length > 0)
          .map(([part, some]) => `import { ${some.join(', ')} } from '${place}${part}.js';`).join(' ');
      }),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

/** For what is built here: of the design system only the part that is used. */
export const useOwn = [useUiParts, useShared('ui')];

export const buildShared = outdir => Promise.all([
  ...Object.entries(shared).filter(([file]) => file !== 'ui').map(([file, name]) => build({
    ...browser, plugins: [useShared(file)], outfile: join(outdir, `${file}.js`), stdin: { contents: entries[name] ?? `export * from '${name}';`, resolveDir: root, loader: 'ts' },
  })),
  buildUi(outdir),
]);
