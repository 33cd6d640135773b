import { Refusal } from './refusals.js';

/**
 * An instant of a request (ISO 8601 with any zone) as rows hold it: UTC with milliseconds. What the calendar does not have,
 * such as a leap second, is a Refusal `request.invalid` (400).
 */
export function toUtc(instant: string, path = '/from'): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new Refusal('request.invalid', 400, { errors: [{ path, rule: 'instant' }] });
  return at.toISOString();
}
