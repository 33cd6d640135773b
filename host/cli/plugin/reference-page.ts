import type { Messages, Plugin } from '@sontechsp/sdk';
import { createMessages } from '../../messages/messages.js';
import { notesOfSources, slotPlaces, type Note } from './source-notes.js';

type Row = readonly string[];
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const tableOf = (head: Row, rows: readonly Row[]): string =>
  rows.length === 0 ? 'None yet.' : [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
const code = (text: string): string => (text ? `\`${text}\`` : '');

/** `docs/reference.md`: every hook, slot, topic, token and permission of the host and its built-in plugins. */
export function referencePage(core: Plugin, builtIn: readonly Plugin[]): string {
  const all = [core, ...builtIn];
  const owners = builtIn.map(plugin => plugin.id);
  const notes = notesOfSources(owners);
  const messages: Messages = createMessages(all.map(plugin => ({ namespace: plugin.id, locales: plugin.locales })));
  const note = (id: string): Note => notes.get(id) ?? { says: '', type: '', name: '', from: '' };
  const imported = ({ name, from }: Note): string => (from ? `\`${name}\` of \`${from}\`` : '');

  const hooks = all.flatMap(plugin => plugin.hooks.map(hook => {
    const it = note(hook.id);
    return [code(hook.id), hook.kind + (hook.kind === 'veto' ? `, ${hook.onFault}` : ''), code(it.type), `${hook.budget} ms`, imported(it), it.says];
  }));
  const places = slotPlaces(owners).map(({ name, props, file }) => [code(name), code(props), code(file)]);
  const topics = all.flatMap(plugin => plugin.topics.map(topic => {
    const it = note(topic.id);
    return [code(topic.id), imported(it), fieldsOf(topic.schema), it.says];
  }));
  const tokens = [...notes].filter(([id]) => all.some(plugin => plugin.provides.some(one => one.token.id === id)) || (notes.get(id)!.from === '@sontechsp/sdk' && id.startsWith('host.') && !isHook(id)))
    .sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, it]) => [code(id), imported(it), it.says]);
  const kinds = [...notes].filter(([id]) => id === 'kargo.carrier').map(([id, it]) => [code(id), imported(it), it.says]);
  const permissions = all.flatMap(plugin => plugin.permissions.map(({ id, roles }) => {
    const title = (language: string): string => messages.text(language, `${plugin.id}:permissions.${id}`);
    return [code(id), Object.entries(roles).map(([role, limit]) => (typeof limit === 'number' ? `${role} (${limit} %)` : role)).join(', ') || 'nobody until granted', title('en')];
  }));
  const views = all.flatMap(plugin => plugin.migrations.flatMap(one => one.steps.flatMap(step => {
    if (step.do !== 'sql') return [];
    const sql = typeof step.sql === 'string' ? step.sql : step.sql.postgres;
    return [...sql.matchAll(/CREATE VIEW (\w+)/g)].map(([, name]) => [code(name!), plugin.id]);
  })));
  function isHook(id: string): boolean {
    return all.some(plugin => plugin.hooks.some(hook => hook.id === id));
  }

  return `${[
    '# Reference', 'Made from the code by `npx sontechsp plugin reference`; a test fails when it is out of date. Do not edit it by hand.',
    '## Hooks', 'Tap them with `tap(hook, options, run)`; list the owner under `requires` or `optional`.', tableOf(['hook', 'kind', 'value', 'budget', 'import', 'what it is for'], hooks),
    '## Slots', 'Places where a plugin may put a small component: `slot({ slot, module, permission })`.', tableOf(['slot', 'given to the component', 'where'], places),
    '## Topics', 'Hear of them with `subscribe(topic, id, use, handle)`.', tableOf(['topic', 'import', 'fields', 'what it tells'], topics),
    '## Tokens', 'Ask for them in `use`.', tableOf(['token', 'import', 'what it gives'], tokens),
    '## Kinds of adapter', 'Fulfil them with `adapter(kind, about, implementation)`.', tableOf(['kind', 'import', 'what it is'], kinds),
    '## Views', 'For reports, which only read.', tableOf(['view', 'owner'], [...new Map(views.map(row => [row[0], row])).values()]),
    '## Permissions', 'Who holds them in a new firm; a number is the limit the role has.', tableOf(['permission', 'roles', 'title'], permissions),
  ].join('\n\n')}\n`;
}

/** The names of an object's fields; what is inside lists in square brackets. */
function fieldsOf(schema: object): string {
  const { properties, items } = schema as { properties?: Record<string, object>; items?: object };
  if (items) return `[${fieldsOf(items)}]`;
  return Object.entries(properties ?? {}).map(([name, one]) => {
    const inner = fieldsOf(one);
    return inner ? `${name} ${inner.startsWith('[') ? inner : `{${inner}}`}` : name;
  }).join(', ');
}
