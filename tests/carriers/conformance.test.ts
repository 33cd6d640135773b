import { expect } from 'chai';
import { carrierConformance, describeReport } from '@sontechsp/sdk/testing';
import hepsijet from '../../plugins/hepsijet/plugin.js';
import { simulator as hepsijetSimulator } from '../../plugins/hepsijet/simulator.js';
import yurtici from '../../plugins/yurtici/plugin.js';
import { simulator as yurticiSimulator } from '../../plugins/yurtici/simulator.js';

describe('The carriers of the house', () => {
  for (const [plugin, simulator] of [[yurtici, yurticiSimulator], [hepsijet, hepsijetSimulator]] as const) it(`${plugin.name} passes every check of the contract`, async () => {
    const report = await carrierConformance(plugin, { simulator });
    expect(report.ok, describeReport(report)).to.equal(true);
    expect(report.checks.filter(c => c.state === 'passed').length).to.be.at.least(40);
  });
});
