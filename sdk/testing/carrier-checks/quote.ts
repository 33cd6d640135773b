import { carrierCheck, must, unless } from '../carrier-check.js';
import { frozen, sampleRequest } from '../carrier-samples.js';

export const quoteChecks = [
  carrierCheck('quote.amounts', 'Prices are whole kuruş of named services, and asking makes nothing', async rig => {
    const request = sampleRequest();
    const quotes = await rig.adapter.quote!(frozen(request), rig.context());
    must(quotes.length > 0, 'There is no price');
    for (const { service, amount, days } of quotes) {
      must(service.trim() !== '', 'A service has no name');
      must(Number.isSafeInteger(amount) && amount >= 0, `${service} costs ${amount}, which are not whole kuruş`);
      must(days === undefined || Number.isInteger(days) && days >= 0, `${service} takes ${days} days`);
    }
    must(rig.simulator.effects(request.reference) === 0, 'A shipment was made');
  }, unless('prices', (_, rig) => rig.adapter.quote !== undefined)),
];
