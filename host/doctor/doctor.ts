import type { Check, Queries } from '@sontechsp/sdk';

export interface Finding {
  readonly check: string;
  readonly says: string;
  /** One line with ids each; empty: the check holds. */
  readonly violations: readonly string[];
}

/** Runs every check. One that cannot run counts as violated: a doctor who cannot look must not say that all is well. */
export async function runChecks(db: Queries, checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, says, violations } of checks) {
    try {
      findings.push({ check: id, says, violations: await violations(db) });
    } catch (error) {
      findings.push({ check: id, says, violations: [`could not be checked: ${error instanceof Error ? error.message : String(error)}`] });
    }
  }
  return findings;
}

/** The findings as lines: each violated check with its violations, then the sum. */
export function report(findings: readonly Finding[]): string[] {
  const bad = findings.filter(finding => finding.violations.length > 0);
  const count = bad.reduce((sum, finding) => sum + finding.violations.length, 0);
  return [
    ...bad.flatMap(finding => [`${finding.check}: ${finding.says}`, ...finding.violations.map(line => `  ${line}`)]),
    count === 0 ? `All ${findings.length} checks hold.` : `${count} violations in ${bad.length} of ${findings.length} checks.`,
  ];
}
