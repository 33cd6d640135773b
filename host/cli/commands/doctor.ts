import { report, runChecks } from '../../doctor/doctor.js';
import { readArgs } from '../args.js';
import type { Command } from '../command.js';
import { withHost } from '../with-host.js';

export const doctor: Command = {
  usage: '',
  says: 'Checks that nothing is lost, doubled or damaged; exit code 1 when something is.',
  async run(call) {
    readArgs({ args: [...call.argv], options: {} });
    return withHost(call, async ({ database, checks }) => {
      const findings = await runChecks(database, checks);
      for (const line of report(findings)) call.io.say(line);
      return findings.every(finding => finding.violations.length === 0) ? 0 : 1;
    });
  },
};
