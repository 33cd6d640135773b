/** A phone number as carriers get it: `+` and digits; a Turkish one may come without its country. */
export function tidyPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^00/, '');
  if (phone.trim().startsWith('+')) return `+${digits}`;
  if (digits.length === 10) return `+90${digits}`;
  if (digits.length === 11 && digits.startsWith('0')) return `+9${digits}`;
  return `+${digits}`;
}
