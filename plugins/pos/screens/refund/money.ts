/** Money of one tender, in kuruş. */
export interface Money {
  readonly method: string;
  readonly amount: number;
}
export const sumOf = (all: readonly Money[]): number => all.reduce((sum, { amount }) => sum + amount, 0);
export const amountOf = (all: readonly Money[], method: string): number => all.find(one => one.method === method)?.amount ?? 0;
/** One tender chosen: what was chosen last comes first, for the host looks at it first. */
export const chosenFirst = (before: readonly Money[], chosen: Money): Money[] => [chosen, ...before.filter(one => one.method !== chosen.method)];
