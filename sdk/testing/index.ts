export { createCarrierWorld, type CarrierWorld, type SimulatedAddress, type SimulatedEvent, type SimulatedOrder, type SimulatedShipment } from './carrier-world.js';
export {
  carrierSimulator, type CarrierProtocol, type CarrierSimulator, type FaultOptions, type SimulatedFault, type SimulatedReply, type SimulatedRequest,
  type SimulatorOptions, type StartCarrierSimulator,
} from './simulator.js';
export {
  carrierChecks, carrierConformance, describeReport, type CheckResult, type ConformanceOptions, type ConformanceReport,
} from './carrier-conformance.js';
export type { CarrierCheck } from './carrier-check.js';
export { describeCarrier } from './describe-carrier.js';
export { nextReference, sampleRequest } from './carrier-samples.js';
export { testHost, type OpenTestHost, type TestClock, type TestHost, type TestHostOptions, type TestPlace } from './test-host.js';
export { testClient, type TestClient, type TestReply } from './test-client.js';
