import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from './clone.js';

/** What stands about a declaration in the source: its own docstring, and the type it carries. */
export interface Note {
  readonly says: string;
  readonly type: string;
  /** Under which name and from where it is imported. */
  readonly name: string;
  readonly from: string;
}

/** Docstrings and types of hooks, topics, tokens and adapter kinds, by their id, read from the sdk and the contracts of the plugins. */
export function notesOfSources(owners: readonly string[]): ReadonlyMap<string, Note> {
  const clone = cloneFolder();
  const sdk = readdirSync(join(clone, 'sdk')).filter(file => file.endsWith('.ts') && file !== 'index.ts');
  const files = [
    ...sdk.map(file => [file === 'carrier.ts' ? '@sontechsp/sdk/carrier' : '@sontechsp/sdk', join(clone, 'sdk', file)] as const),
    ...owners.map(id => [`@sontechsp/contracts/${id}`, join(clone, 'plugins', id, 'contract.ts')] as const),
  ];
  const notes = new Map<string, Note>();
  for (const [from, file] of files) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      continue;
    }
    for (const match of text.matchAll(/(?:shapeHook|vetoHook|joinHook|collectHook|createToken|adapterKind|topic)(?:<(.+)>)?\('([a-z][\w.]+)'/g)) {
      const [, type = '', id] = match;
      const line = text.lastIndexOf('\n', match.index) + 1;
      if (/^\s*(\*|\/[/*])/.test(text.slice(line, match.index))) continue;
      const name = /(?:const|^\s*)\s*(\w+)\s*[:=]/.exec(text.slice(line, match.index))?.[1] ?? id!;
      const holder = text.slice(line, match.index).startsWith(' ') ? [...text.slice(0, line).matchAll(/^export const (\w+) = \{$/gm)].at(-1)?.[1] : undefined;
      // A topic is often explained at its schema, a token at its interface.
      const schema = /^,\s*(\w+)/.exec(text.slice(match.index + match[0].length))?.[1] ?? name;
      const says = docAbove(text, line) || docAbove(text, text.search(new RegExp(`^export (?:interface ${name}|const ${schema})\\b`, 'm')));
      notes.set(id!, { says, type: type.replace(/\s+/g, ' '), name: holder ? `${holder}.${name}` : name, from });
    }
  }
  return notes;
}

/** The docstring that ends right above a place, as one line. */
function docAbove(text: string, at: number): string {
  if (at < 0) return '';
  const found = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, at));
  return found ? found[1]!.replace(/^\s*\* ?/gm, ' ').replace(/\s+/g, ' ').trim() : '';
}

/** Places that screens offer to slots, with what they hand over: `<Slot name="pos.basket.line" props={{ line }} />`. */
export function slotPlaces(owners: readonly string[]): { readonly name: string; readonly props: string; readonly file: string }[] {
  const clone = cloneFolder();
  const folders = ['host/web', ...owners.map(id => `plugins/${id}/screens`)];
  const files = folders.flatMap(folder => {
    try {
      return readdirSync(join(clone, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.tsx')).map(file => `${folder}/${file.replaceAll('\\', '/')}`);
    } catch {
      return [];
    }
  });
  return files.sort().flatMap(file => [...readFileSync(join(clone, file), 'utf8').matchAll(/<Slot\s+name="([a-z][\w.]+)"(?:\s+props=\{\{([^}]*)\}\})?/g)]
    .map(([, name, props = '']) => ({ name: name!, props: props.split(',').map(one => one.split(':')[0]!.trim()).filter(Boolean).join(', '), file })));
}
