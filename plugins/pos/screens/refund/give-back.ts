/** Money of one tender, in kuruş. */
export interface Money {
  readonly method: string;
  readonly amount: number;
}

const amountOf = (all: readonly Money[], method: string): number => all.find(one => one.method === method)?.amount ?? 0;
export const sumOf = (all: readonly Money[]): number => all.reduce((sum, one) => sum + one.amount, 0);

/**
 * What is given back when somebody sets one tender to `amount`: the others make up the rest, as far as was paid with each, what is
 * not cash first. `left` lists every tender there is.
 */
export function withAmount(now: readonly Money[], left: readonly Money[], method: string, amount: number): Money[] {
  let open = sumOf(now) - amount;
  const others = left.filter(one => one.method !== method).sort((a, b) => Number(a.method === 'cash') - Number(b.method === 'cash'));
  const taken = new Map([[method, amount]]);
  for (const other of others) {
    const part = Math.max(0, Math.min(other.amount, open));
    taken.set(other.method, part);
    open -= part;
  }
  const methods = [...new Set([...now.map(one => one.method), ...left.map(one => one.method)])];
  return methods.map(one => ({ method: one, amount: taken.get(one) ?? 0 }));
}

/** What is given back of an exchange whose goods cost less: cash first, then what the sale was paid with otherwise. */
export function restOf(whole: readonly Money[], amount: number): Money[] {
  let open = amount;
  return [...whole].sort((a, b) => Number(b.method === 'cash') - Number(a.method === 'cash')).flatMap(({ method, amount: most }) => {
    const part = Math.min(most, open);
    open -= part;
    return part > 0 ? [{ method, amount: part }] : [];
  });
}

/** The host wants another sum than was proposed, for cash is rounded: cash takes the difference, else the first tender. */
export function fitted(now: readonly Money[], due: number): Money[] {
  const difference = due - sumOf(now);
  const at = Math.max(0, now.findIndex(one => one.method === 'cash' && amountOf(now, 'cash') > 0));
  if (now.length === 0) return [{ method: 'cash', amount: due }];
  return now.map((one, i) => (i === at ? { ...one, amount: Math.max(0, one.amount + difference) } : one));
}
export const given = (all: readonly Money[]): Money[] => all.filter(one => one.amount > 0);
