/** Digits that only count up or down, by one or any other step, over the nine as well (`890123`), or that stay the same. */
function counts(digits: readonly number[]): boolean {
  return new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10)).size <= 1;
}

/** A few digits said again and again until the PIN is full: `121212`, `123123`, `1231231`. */
function repeats(digits: readonly number[]): boolean {
  const half = Math.floor(digits.length / 2);
  return Array.from({ length: half }, (_, at) => at + 1).some(period => digits.every((digit, at) => at < period || digit === digits[at - period]));
}

/** Each digit said as often as the others before the next: `112233`, `777888`. */
function stutters(pin: string): boolean {
  const runs = (pin.match(/(\d)\1*/g) ?? []).map(run => run.length);
  return runs[0] !== 1 && new Set(runs).size === 1;
}

/** There and back again: `123321`. */
const mirrors = (digits: readonly number[]): boolean =>
  digits.every((digit, at) => digit === digits[digits.length - 1 - at]) && counts(digits.slice(0, Math.ceil(digits.length / 2)));

/** What is tried first: a pattern that fingers know. */
export function isGuessable(pin: string): boolean {
  const digits = [...pin].map(Number);
  return counts(digits) || repeats(digits) || stutters(pin) || mirrors(digits);
}
