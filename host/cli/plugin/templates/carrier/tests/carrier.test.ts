import { describeCarrier } from '@sontechsp/sdk/testing';
import plugin from '../plugin.js';
import { simulator } from '../simulator.js';

// One test per sentence of the carrier contract, faults on the wire included.
describeCarrier(plugin, { simulator });
