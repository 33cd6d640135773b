import type { SelectOption } from '@sontechsp/sdk/ui';

/** The zones of the house's countries, the one in force first when it is another. */
const usual = [
  'Europe/Istanbul', 'Asia/Tashkent', 'Asia/Samarkand', 'Asia/Baku', 'Asia/Almaty', 'Asia/Nicosia', 'Europe/Moscow', 'Europe/Berlin', 'Europe/London', 'UTC',
];
export const timeZones = (current: string): SelectOption[] =>
  [...(usual.includes(current) || current === '' ? [] : [current]), ...usual].map(value => ({ value, label: value.replace('_', ' ') }));
