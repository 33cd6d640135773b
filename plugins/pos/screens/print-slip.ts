import { isProblem, type Api } from '@sontechsp/sdk/ui';

/** The slip of a sale or refund, or the report of a shift. */
export type Printed = { readonly saleId: string } | { readonly shiftId: string; /** As a reprint, whether or not it was printed before. */ readonly copy?: boolean };

/**
 * Has a slip printed by the till's printer; where the till has none, by `inBrowser`. Whether it has one is asked first, so that a
 * shop without a printer sees no refusal with each slip. Resolves to whether it went to a printer.
 */
export async function printSlip(api: Pick<Api, 'get' | 'post'>, what: Printed, inBrowser: () => void): Promise<boolean> {
  const { printer } = await api.get<{ printer: boolean }>('/api/pos/till');
  try {
    if (printer) await api.post('/api/pos/print-jobs', what);
    else inBrowser();
    return printer;
  } catch (error) {
    // Taken away that moment.
    if (!isProblem(error, 'pos.noPrinter')) throw error;
    inBrowser();
    return false;
  }
}
