import type { CarrierWebhook } from '../../carrier.js';
import { carrierCheck, must, mustEqual } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';

const whenSpoken = (rig: CarrierRig): string | undefined =>
  (!rig.adapter.parseWebhook ? 'the carrier sends no messages' : rig.simulator.webhook ? undefined : 'the simulator sends no messages');
async function message(rig: CarrierRig): Promise<{ reference: string; told: CarrierWebhook }> {
  const { reference } = await rig.create();
  rig.simulator.advance(reference, 'delivered');
  return { reference, told: rig.simulator.webhook!(reference) };
}
const parse = (rig: CarrierRig, told: CarrierWebhook) => rig.adapter.parseWebhook!(told, rig.context());

export const webhookChecks = [
  carrierCheck('webhook.honest', 'A message of the carrier tells what tracking tells', async rig => {
    const { reference, told } = await message(rig);
    mustEqual((await parse(rig, told))?.map(one => [one.reference, one.state]), [[reference, 'delivered']], 'What the message tells');
  }, whenSpoken),
  carrierCheck('webhook.forged', 'A message that was changed, signed by another, not signed or no message at all is undefined', async rig => {
    const { reference, told } = await message(rig);
    const other = await rig.anotherStore();
    const forgeries: readonly CarrierWebhook[] = [
      { ...told, body: told.body.replace(reference, 'SNT9999999') }, { ...told, headers: {} }, { ...told, body: '' }, { headers: told.headers, body: 'x' },
    ];
    for (const forged of forgeries) mustEqual(await parse(rig, forged), undefined, `What ${JSON.stringify(forged).slice(0, 80)} tells`);
    must(await parse(other, told) === undefined, 'Another store\'s connection believes it');
  }, whenSpoken),
];
