/** Whether a sale may be taken back as a whole, as far as a till can tell: the host also asks that it is the last receipt, of today. */
export const mayVoid = (sale: { readonly state: string; readonly terminalId: string; readonly kind?: string | undefined }, terminalId: string): boolean =>
  sale.state === 'completed' && sale.terminalId === terminalId && sale.kind === undefined;
