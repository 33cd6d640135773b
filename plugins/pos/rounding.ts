import { mulDiv } from '@sontechsp/sdk';

/** The method of the row that keeps payments and total equal where cash was rounded. Nobody pays with it. */
export const ROUNDING = 'rounding';

/** Cash to the nearest step, half up; to the kuruş when the step is 0. */
export const roundCash = (amount: number, step: number): number => (step > 1 ? mulDiv(amount, 1, step) * step : amount);
