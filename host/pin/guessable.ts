/** What is tried first: one digit throughout, or digits that only count up or down, over the nine as well (`890123`). */
export function isGuessable(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10));
  return steps.size <= 1 && [0, 1, 9, undefined].includes([...steps][0]);
}
