const months = ['yan', 'fev', 'mar', 'apr', 'may', 'iyn', 'iyl', 'avg', 'sen', 'okt', 'noy', 'dek'];
const words: Readonly<Partial<Record<Intl.RelativeTimeFormatUnit, string>>> = { day: 'kun', hour: 'soat', minute: 'daqiqa', second: 'soniya' };
const days: Readonly<Record<number, string>> = { [-1]: 'kecha', 0: 'bugun', 1: 'ertaga' };

/*
 * Chromium says that it knows Uzbek but carries none of its data: it writes 46.90, `2026 M03 4` and `-3 min`. So what the
 * till shows is written here as the Unicode CLDR has it for uz-Latn. Numbers need only another locale with the same marks.
 */
export const uzbekNumbers = 'ru-RU';

/** `4-mar, 2026`, and with the time `4-mar, 2026, 21:30`. */
export function uzbekDate(zone: Intl.DateTimeFormatOptions, withTime: boolean): { format(at: Date): string } {
  const digits = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone });
  return {
    format(at) {
      const part = Object.fromEntries(digits.formatToParts(at).map(({ type, value }) => [type, value]));
      const date = `${Number(part['day'])}-${months[Number(part['month']) - 1]}, ${part['year']}`;
      return withTime ? `${date}, ${part['hour']}:${part['minute']}` : date;
    },
  };
}

/** `3 daqiqa oldin`, `3 daqiqadan keyin`, `kecha`. */
export const uzbekRelative = {
  format(count: number, unit: Intl.RelativeTimeFormatUnit): string {
    const named = unit === 'day' ? days[count] : count === 0 ? 'hozir' : undefined;
    if (named !== undefined) return named;
    const word = `${Math.abs(count).toLocaleString(uzbekNumbers)} ${words[unit] ?? unit}`;
    return count < 0 ? `${word} oldin` : `${word}dan keyin`;
  },
};
