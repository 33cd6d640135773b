import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { importsOf, readSource, sourceFiles, type Import } from '../support/sources.js';

const say = (i: Import): string => `${i.from} imports ${i.specifier}`;
const all = (...folders: string[]): Import[] => sourceFiles(...folders).flatMap(importsOf);
const room = (path: string): string => path.split('/')[0]!;
const plugin = (path: string): string => path.split('/')[1]!;

describe('The directions of the house', () => {
  it('let the sdk import neither host nor plugins', () => {
    expect(all('sdk').filter(i => i.to && room(i.to) !== 'sdk').map(say)).to.deep.equal([]);
  });

  it('let plugins import nothing of the host', () => {
    expect(all('plugins').filter(i => i.to && ['host', 'sdk', 'tests'].includes(room(i.to))).map(say)).to.deep.equal([]);
  });

  it('let a plugin import only the contract of another, and only if it lists the owner', () => {
    const wrong = all('plugins').filter(i => {
      if (!i.to || plugin(i.to) === plugin(i.from)) return false;
      const owner = installed.find(p => p.id === plugin(i.from));
      const listed = [...(owner?.requires ?? []), ...(owner?.optional ?? [])].map(r => r.split('@')[0]);
      return !/^plugins\/[a-z]+\/contract$/.test(i.to) || !listed.includes(plugin(i.to));
    });
    expect(wrong.map(say)).to.deep.equal([]);
  });

  it('let the host know plugins only through host/installed.ts', () => {
    expect(all('host').filter(i => i.to && room(i.to) === 'plugins' && i.from !== 'host/installed.ts').map(say)).to.deep.equal([]);
  });

  it('keep tsyringe and tapable inside the kernel, and Sequelize inside the database', () => {
    const homes: Record<string, string> = { tsyringe: 'host/kernel/', tapable: 'host/kernel/', sequelize: 'host/database/', umzug: 'host/database/', sqlite3: 'host/database/', pg: 'host/database/' };
    const wrong = all('sdk', 'host', 'plugins').filter(i => homes[i.specifier] && !i.from.startsWith(homes[i.specifier]!));
    expect(wrong.map(say)).to.deep.equal([]);
  });

  it('let browser code import nothing of Node or the server', () => {
    const browser = (path: string): boolean => path.includes('/screens/') || path.startsWith('host/web/') && !/\/(part)$/.test(path) || path.startsWith('sdk/ui/');
    const server = /^(node:|koa|@koa\/|sequelize|tapable|ajv|pg$|sqlite3|tsyringe|pino|typebox)/;
    const wrong = all('sdk', 'host/web', 'plugins').filter(i => browser(i.from.replace(/\.tsx?$/, '')) && !i.typeOnly && (server.test(i.specifier) || i.specifier === '@sontechsp/sdk'));
    expect(wrong.map(say)).to.deep.equal([]);
  });

  it('have no cycles', () => {
    const graph = new Map<string, string[]>();
    const files = sourceFiles('sdk', 'host', 'plugins');
    const known = new Map(files.map(f => [f.replace(/\.tsx?$/, ''), f]));
    for (const file of files) graph.set(file, importsOf(file).filter(i => !i.typeOnly && i.to).flatMap(i => known.get(i.to!) ?? []));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    files.forEach(f => visit(f, []));
    expect(cycles).to.deep.equal([]);
  });

  it('keep SQL in store files, migrations, checks and the database room', () => {
    const sql = /`\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s/;
    const home = /(store|Store|checks?)[^/]*\.ts$|\/migrations\/|\/store\/|^host\/(database|kernel)\//;
    expect(sourceFiles('host', 'plugins').filter(f => !home.test(f) && sql.test(readSource(f)))).to.deep.equal([]);
  });
});
