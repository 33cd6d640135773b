import { expect } from 'chai';
import { carrierChecks, carrierConformance, describeReport } from '@sontechsp/sdk/testing';
import { bugs, referenceCarrier, type Bug } from './reference-carrier.js';
import { simulator } from './reference-simulator.js';

/** The check that names each bug. Others may fail beside it. */
const caughtBy: Readonly<Record<Bug, string>> = {
  'sends no key': 'fault.lostThenKey',
  'sends another key each time': 'fault.lostThenKey',
  'takes a lost answer for success': 'fault.lostAnswer',
  'forgets that the carrier may have acted': 'fault.lostAnswer',
  'throws plain errors': 'fault.alwaysFailure',
  'tries again by itself': 'fault.serverError',
  'looks at no schema': 'fault.nonsense.emptyAnswer',
  'takes a refusal inside 200 for success': 'create.badPhone',
  'rounds money to the lira': 'create.cashOnDelivery',
  'leaves cash on delivery out': 'create.cashOnDelivery',
  'never renews its session': 'connection.sessionEnds',
  'keeps its session in the module': 'connection.twoStores',
  'renews its session for ever': 'connection.lastingRefusal',
  'takes local time for UTC': 'track.instants',
  'gives instants as Date': 'track.plain',
  'leaves events as told': 'track.order',
  'lets the last told event decide': 'track.final',
  'throws at an unknown state': 'track.unknownState',
  'drops unknown states': 'track.unknownState',
  'takes a failed delivery for in transit': 'track.states',
  'throws at an unknown reference': 'track.unknownReference',
  'invents unknown references': 'track.unknownReference',
  'drops what is over the batch': 'track.tooMany',
  'tracks the first reference only': 'track.full',
  'answers a reference twice': 'track.doubled',
  'asks about nothing': 'track.none',
  'finds nothing when it learns nothing': 'find.truthful',
  'finds any shipment': 'find.known',
  'throws at a second cancel': 'cancel.twice',
  'cancels what is on its way': 'cancel.onItsWay',
  'cancels what is unknown': 'cancel.unknown',
  'takes any answer to cancel for success': 'cancel.nonsense',
  'puts the secret into its errors': 'secret.failures',
  'logs the secret': 'secret.logs',
  'puts the secret into addresses': 'secret.addresses',
  'changes its request': 'create.answers',
  'writes ASCII': 'create.turkish',
  'builds JSON by hand': 'create.metacharacters',
  'cuts in the middle of a character': 'create.longLine',
  'sends the word undefined': 'create.emptyOptional',
  'sends phones as typed': 'create.phone',
  'answers undefined fields': 'create.plain',
  'asks as if it acted': 'find.asksOnly',
  'tests nothing': 'connection.test',
  'tests with a kept session': 'connection.testsAgain',
  'forgets how long to wait': 'fault.rateLimited',
  'ignores who pays': 'create.payer',
  'sends one parcel': 'create.parcels',
  'gives prices in lira': 'quote.amounts',
  'uses its own fetch': 'fault.lostAnswer',
  'measures as airlines do': 'create.measures',
  'gives its label as text': 'create.label',
  'believes every message': 'webhook.forged',
  'says nothing of its title in English': 'declaration.titles',
  'keeps no secret': 'declaration.secrets',
  'requires nothing': 'declaration.requires',
  'swallows failed tracking': 'track.faults',
  'shortens its reference': 'create.longReference',
  'writes all into one draft': 'create.atOnce',
  'leaves the district out': 'create.turkish',
  'weighs the first parcel only': 'create.parcels',
  'gives its tracking number as a number': 'track.plain',
  'gives its reference for a tracking number': 'track.number',
  'keeps what tracking said': 'track.moves',
  'tells one journey of all': 'track.apart',
  'stumbles over a slash at the end': 'connection.slash',
  'takes secrets for Latin letters': 'connection.strangeSecret',
  'remembers every shipment': 'connection.memory',
  'prints what it sends': 'secret.console',
  'calls a refusal unavailable': 'fault.refused',
  'says [object Object]': 'fault.alwaysFailure',
  'swaps cash and card': 'create.cashOnDelivery',
  'takes a page not found for nothing known': 'track.gateway',
  'has no words for its choices': 'declaration.choices',
};

describe('The kit for carriers', () => {
  it('passes a carrier without a bug, skipping only what it does not concern', async () => {
    const report = await carrierConformance(referenceCarrier(), { simulator });
    expect(report.ok, describeReport(report)).to.equal(true);
    expect(report.checks.filter(c => c.state === 'skipped').map(c => c.id)).to.deep.equal(['create.refusesCashOnDelivery', 'cancel.notOffered']);
    expect(report.checks.length).to.be.at.least(40);
  });

  for (const bug of bugs) it(`catches a carrier that ${bug}`, async () => {
    const { checks } = await carrierConformance(referenceCarrier(bug), { simulator, only: [caughtBy[bug]] });
    const caught = checks.find(c => c.id === caughtBy[bug]);
    expect(caught?.state, `${caughtBy[bug]}: ${caught?.detail}`).to.equal('failed');
    expect(caught?.detail).to.match(/\w{3}/);
  });

  it('names each check once', () => {
    const ids = carrierChecks.map(c => c.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
  });

  it('uses less than two seconds of the processor for a carrier', async () => {
    const runs: number[] = [];
    // The better of two: on a busy machine the first one pays for others.
    for (let run = 0; run < 2; run++) {
      const before = process.cpuUsage();
      await carrierConformance(referenceCarrier(), { simulator });
      const { user, system } = process.cpuUsage(before);
      runs.push((user + system) / 1000);
    }
    expect(Math.min(...runs)).to.be.below(2000);
  });
});
