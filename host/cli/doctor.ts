import { report, runChecks } from '../doctor/doctor.js';
import type { Command } from './main.js';
import { withHost } from './with-host.js';

export const doctorCommand: Command = (_args, env) => withHost(env, async host => {
  const findings = await runChecks(host.database, host.checks);
  process.stdout.write(`${report(findings).join('\n')}\n`);
  const off = host.registry.installed.filter(i => i.state === 'failed');
  for (const { reason } of off) process.stdout.write(`${reason}\n`);
  return findings.some(f => f.violations.length > 0) || off.length > 0 ? 1 : 0;
});
