import { askRoute } from '../ask-route.js';
import { readArgs, required } from '../args.js';
import { CommandError, UsageError, type Call, type Command } from '../command.js';
import { newPassword } from '../password.js';
import type { Host } from '../../boot.js';
import { operatorAt } from '../places.js';
import { withHost } from '../with-host.js';

interface User {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly roles: readonly string[];
}
interface Page {
  readonly items: readonly User[];
  readonly nextCursor: string | null;
}
const passwordOption = { 'password-stdin': { type: 'boolean' } } as const;

async function everyone(host: Host): Promise<User[]> {
  const users: User[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await askRoute<Page>(host, 'GET', '/users', { query: { limit: 200, ...(cursor ? { cursor } : {}) } });
    users.push(...page.items);
    cursor = page.nextCursor;
  }
  return users;
}

async function list(call: Call, argv: readonly string[]): Promise<number> {
  readArgs({ args: [...argv], options: {} });
  return withHost(call, async host => {
    for (const { username, fullName, roles } of await everyone(host)) call.io.say([username, fullName, roles.join(', ')].join('\t'));
    return 0;
  });
}

async function add(call: Call, argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArgs({
    args: [...argv], allowPositionals: true,
    options: { 'full-name': { type: 'string' }, role: { type: 'string', multiple: true }, store: { type: 'string', multiple: true }, ...passwordOption },
  });
  const username = required(positionals[0], 'The user name');
  const roles = values.role ?? [];
  if (roles.length === 0) throw new UsageError('--role is missing: cashier, manager, admin or a role of yours.');
  const password = await newPassword(call.io, call.env, values['password-stdin'] === true);
  return withHost(call, async host => {
    // An administrator may enter every store; anyone else enters those named, or the first one.
    const codes: readonly (string | undefined)[] = values.store ?? (roles.includes('admin') ? [] : [undefined]);
    const storeIds: string[] = [];
    for (const code of codes) storeIds.push((await operatorAt(host, code)).storeId);
    await askRoute(host, 'POST', '/users', { body: { username, password, fullName: values['full-name'] ?? username, roles, storeIds } });
    call.io.say(`${username} may sign in.`);
    return 0;
  });
}

async function changePassword(call: Call, argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArgs({ args: [...argv], allowPositionals: true, options: passwordOption });
  const username = required(positionals[0], 'The user name');
  const password = await newPassword(call.io, call.env, values['password-stdin'] === true);
  return withHost(call, async host => {
    const found = (await everyone(host)).find(user => user.username.toLowerCase() === username.toLowerCase());
    if (!found) throw new CommandError(`There is no user ${username}.`);
    await askRoute(host, 'PATCH', '/users/:id', { params: { id: found.id }, body: { password } });
    call.io.say(`The password of ${found.username} is changed, and ${found.username} is signed out everywhere.`);
    return 0;
  });
}

const actions: Readonly<Record<string, (call: Call, argv: readonly string[]) => Promise<number>>> = { list, add, password: changePassword };

export const user: Command = {
  usage: 'list | add USERNAME --role ROLE… [--full-name NAME] [--store CODE…] [--password-stdin] | password USERNAME [--password-stdin]',
  says: 'Lists users, adds one, or gives one a new password.',
  async run(call) {
    const [name = '', ...argv] = call.argv;
    if (!Object.hasOwn(actions, name)) throw new UsageError(name === '' ? 'Say what to do with users.' : `Users cannot be asked to '${name}'.`);
    return actions[name]!(call, argv);
  },
};
