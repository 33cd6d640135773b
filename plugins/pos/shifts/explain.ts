/** Something that moved cash in a shift, or should have. Amounts in kuruş, never negative. */
export interface DrawerEvent {
  readonly type: 'opening' | 'sale' | 'refund' | 'in' | 'out' | 'drawer' | 'count';
  readonly id: string;
  /** A receipt's number or a movement's reason. */
  readonly name: string;
  readonly at: string;
  /** What was handed over in cash (given, for a refund); for a movement, the opening and the count their amount. */
  readonly cash: number;
  /** What was given back of it. */
  readonly change: number;
  /** What was paid, or given back, in each other way. */
  readonly others: readonly number[];
}

/** What may have gone wrong at one event. */
export const faults = [
  'cardKeyedAsCash', 'cashKeyedAsCard', 'noteMistaken', 'changeGivenTwice', 'changeNotGiven', 'refundGivenTwice', 'refundKeyedAsCash', 'refundKeyedAsCard',
  'outEnteredAsIn', 'inEnteredAsOut', 'enteredTwice', 'notDone', 'openingNotCounted', 'digitsTransposed', 'movementMissing',
] as const;
export type Fault = (typeof faults)[number];

/** One fault, and the events it may have happened at: alike to the kuruş, so that the money cannot tell them apart. */
export interface Step {
  readonly fault: Fault;
  /** What it did to the difference: negative where cash is short. */
  readonly effect: number;
  /** None for `movementMissing`, unless the drawer was opened without a sale. */
  readonly events: readonly DrawerEvent[];
}
/** One or two steps whose effects come to the difference. */
export interface Explanation {
  readonly steps: readonly Step[];
}

/** Less is likelier. An order by judgement: what one key does wrong first, what takes a lapse of memory or two hands last. */
const cost: Record<Fault, number> = {
  cardKeyedAsCash: 1, cashKeyedAsCard: 1, outEnteredAsIn: 1.2, inEnteredAsOut: 1.2, enteredTwice: 1.3, openingNotCounted: 1.4, refundKeyedAsCard: 1.5,
  changeNotGiven: 1.6, changeGivenTwice: 1.6, noteMistaken: 1.65, refundKeyedAsCash: 1.7, refundGivenTwice: 1.9, digitsTransposed: 2, notDone: 2.2, movementMissing: 5.5,
};
/** Two mistakes in one shift are much rarer than one. */
const SECOND = 3;
/** How many explanations are worth reading. */
const MOST = 10;

/**
 * A movement that nobody entered is likelier when the sum is one people take, and when the drawer was seen open; without either,
 * two everyday mistakes that come to the very kuruş are likelier than that.
 */
const ROUND = 1000;
const MISSING = { round: 2.8, seen: 3.4, both: 2.2 };

/**
 * Which events of a shift, or pairs of them, would account for what a drawer has too much (`difference` above zero) or too little,
 * the likeliest first. Pure, and quick for any number of events: pairs are found by what is left of the difference, not tried.
 * `notes`: those customers pay with.
 */
export function explain(difference: number, events: readonly DrawerEvent[], notes: readonly number[] = []): Explanation[] {
  if (difference === 0) return [];
  const steps = stepsOf(events, notes);
  const one = steps.filter(step => step.effect === difference).map(step => ({ steps: [step], cost: cost[step.fault] }));
  const found = [...one, missing(difference, events), ...pairs(steps, difference)];
  return found.sort((a, b) => a.cost - b.cost).slice(0, MOST).map(({ steps }) => ({ steps }));
}
interface Found extends Explanation {
  readonly cost: number;
}

/** All that could have gone wrong, events alike in fault and effect put together. */
function stepsOf(events: readonly DrawerEvent[], notes: readonly number[]): Step[] {
  const groups = new Map<string, { fault: Fault; effect: number; events: DrawerEvent[] }>();
  for (const event of events) {
    for (const [fault, effect] of faultsAt(event, events, notes)) {
      if (effect === 0) continue;
      const key = `${fault} ${effect}`;
      const group = groups.get(key) ?? { fault, effect, events: [] };
      groups.set(key, group);
      if (group.events.at(-1) !== event) group.events.push(event);
    }
  }
  return [...groups.values()];
}

/** What may have happened at one event, and what it would do to the difference: cash that is there less cash that should be. */
function faultsAt(event: DrawerEvent, events: readonly DrawerEvent[], notes: readonly number[]): [Fault, number][] {
  const { type, cash, change, others } = event;
  const twice = (effect: number): [Fault, number][] =>
    events.some(other => other !== event && other.type === type && other.cash === cash) ? [['enteredTwice', effect]] : [];
  const typed = (sign: 1 | -1): [Fault, number][] => transposed(cash).map(meant => ['digitsTransposed', sign * (meant - cash)]);
  switch (type) {
    case 'sale': return [
      ['cardKeyedAsCash', change - cash], ...others.map((amount): [Fault, number] => ['cashKeyedAsCard', amount]),
      ['changeNotGiven', change], ['changeGivenTwice', -change], ...(change > 0 && notes.includes(cash) ? othersFor(cash - change, cash, notes) : []),
      // Who handed over less than was due would have been asked for the rest.
      ...(change > 0 ? typed(1).filter(([, effect]) => change + effect >= 0) : []),
    ];
    case 'refund': return [
      ['refundKeyedAsCash', cash], ['refundGivenTwice', -cash], ...others.map((amount): [Fault, number] => ['refundKeyedAsCard', -amount]),
    ];
    case 'in': return [['outEnteredAsIn', -2 * cash], ...twice(-cash), ['notDone', -cash], ...typed(1)];
    case 'out': return [['inEnteredAsOut', 2 * cash], ...twice(cash), ['notDone', cash], ...typed(-1)];
    case 'opening': return [['openingNotCounted', -cash], ...typed(1)];
    case 'count': return typed(-1);
    case 'drawer': return [];
  }
}

/** One note is easily taken for another that would have done for what was due; the change is then given as the till says. */
const othersFor = (due: number, keyed: number, notes: readonly number[]): [Fault, number][] =>
  notes.filter(note => note !== keyed && note >= due).map(note => ['noteMistaken', note - keyed]);

/** The amounts that become this one when two neighbouring digits change places. */
function transposed(amount: number): number[] {
  const digits = [...String(amount)];
  return digits.slice(1).flatMap((digit, at) => {
    if (digit === digits[at] || (at === 0 && digit === '0')) return [];
    return [Number([...digits.slice(0, at), digit, digits[at], ...digits.slice(at + 2)].join(''))];
  });
}

/** Cash put in or taken out that nobody entered would explain any difference, so it is a last resort. */
function missing(difference: number, events: readonly DrawerEvent[]): Found {
  const drawers = events.filter(event => event.type === 'drawer');
  const [round, seen] = [difference % ROUND === 0, drawers.length > 0];
  return {
    steps: [{ fault: 'movementMissing', effect: difference, events: drawers }],
    cost: round && seen ? MISSING.both : round ? MISSING.round : seen ? MISSING.seen : cost.movementMissing,
  };
}

function pairs(steps: readonly Step[], difference: number): Found[] {
  const byEffect = new Map<number, number[]>();
  steps.forEach(({ effect }, at) => byEffect.get(effect)?.push(at) ?? byEffect.set(effect, [at]));
  return steps.flatMap((first, at) => (byEffect.get(difference - first.effect) ?? [])
    .filter(other => other >= at && atTwoEvents(first, steps[other]!))
    .map(other => ({ steps: [first, steps[other]!], cost: cost[first.fault] + cost[steps[other]!.fault] + SECOND })));
}
/** One event goes wrong once. */
const atTwoEvents = (first: Step, second: Step): boolean =>
  first.events.length > 1 || second.events.length > 1 || first.events[0] !== second.events[0];
