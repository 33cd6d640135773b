import { readArgs, required } from '../args.js';
import { CommandError, type Command } from '../command.js';
import { newPassword } from '../password.js';
import { sentenceOf, type Problem } from '../problem.js';
import { withHost } from '../with-host.js';

const options = {
  firm: { type: 'string' }, 'tax-id': { type: 'string' }, store: { type: 'string' }, terminal: { type: 'string' }, warehouse: { type: 'string' },
  admin: { type: 'string' }, 'full-name': { type: 'string' }, demo: { type: 'boolean' }, 'password-stdin': { type: 'boolean' },
} as const;

/** Sends what the first-run screen would send, to a host that only this process can find. */
export const setup: Command = {
  usage: '--firm NAME --store NAME --terminal NAME --admin USERNAME [--full-name NAME] [--tax-id NO] [--warehouse NAME] [--demo] [--password-stdin]',
  says: 'Sets up the shop: firm, store, terminal and administrator.',
  async run(call) {
    const { values } = readArgs({ args: [...call.argv], options });
    const username = required(values.admin, '--admin');
    const shop = {
      firm: { name: required(values.firm, '--firm'), ...(values['tax-id'] ? { taxId: values['tax-id'] } : {}) },
      store: { name: required(values.store, '--store') },
      terminal: { name: required(values.terminal, '--terminal') },
      ...(values.warehouse ? { warehouse: { name: values.warehouse } } : {}),
      ...(values.demo ? { demo: true } : {}),
    };
    const password = await newPassword(call.io, call.env, values['password-stdin'] === true);
    return withHost(call, async host => {
      const { url } = await host.listen();
      const reply = await fetch(`${url}/api/setup`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en' },
        body: JSON.stringify({ ...shop, admin: { username, password, fullName: values['full-name'] ?? username } }),
      });
      if (!reply.ok) throw new CommandError(sentenceOf(await reply.json() as Problem));
      call.io.say(`The shop is set up. Sign in as ${username}.`);
      return 0;
    }, { begins: true, change: { host: '127.0.0.1', port: 0 } });
  },
};
