import { expect } from 'chai';
import { core } from '../../host/core.js';
import { referencePage } from '../../host/cli/plugin/reference-page.js';
import { installed } from '../../host/installed.js';
import { readSource } from '../support/sources.js';

describe('The reference', () => {
  it('says what the code says', () => {
    expect(readSource('docs/reference.md') === referencePage(core, installed), 'Run `npx sontechsp plugin reference` and commit docs/reference.md').to.equal(true);
  });

  it('has a sentence and a way to import for every hook, topic and token of the built-in plugins', () => {
    const page = referencePage(core, installed);
    const ids = installed.flatMap(plugin => [...plugin.hooks.map(hook => hook.id), ...plugin.topics.map(topic => topic.id)]);
    for (const id of ids) {
      const row = page.split('\n').find(line => line.startsWith(`| \`${id}\` |`));
      expect(row, id).to.match(/` of `@sontechsp\/(contracts\/[a-z]+|sdk(\/carrier)?)`/);
      expect(row!.split('|').at(-2)!.trim(), `What ${id} is for stands in no docstring`).to.not.equal('');
    }
    for (const plugin of installed) for (const permission of plugin.permissions) expect(page, permission.id).to.contain(`| \`${permission.id}\` |`);
  });
});
