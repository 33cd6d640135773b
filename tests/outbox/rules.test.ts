import { expect } from 'chai';
import { Failure } from '@sontechsp/sdk';
import { backOff } from '../../host/outbox/back-off.js';
import { NoAnswer, outcomeOf, type Facts } from '../../host/outbox/outcome.js';
import { keptAnswer, redact } from '../../host/outbox/redact.js';
import { verdictOf } from '../../host/outbox/rest.js';

const now = '2026-03-04T11:00:00.000Z';
const facts = (extra: Partial<Facts> = {}): Facts => ({ row: { attempts: 1, forgiven: 0 }, retry: undefined, idempotency: 'key', inDoubt: false, now, ...extra });
const lost = new Failure('unavailable', 'cut', { acted: 'unknown' });

describe('The back-off of the outbox', () => {
  it('is anywhere up to a bound that doubles, and never beyond the longest', () => {
    expect([1, 2, 5, 12, 40].map(tries => backOff(tries, {}, () => 1))).to.deep.equal([1000, 2000, 16_000, 600_000, 600_000]);
    expect(backOff(5, {}, () => 0)).to.equal(0);
    expect(backOff(3, { baseMs: 10, maxMs: 25 }, () => 1)).to.equal(25);
  });
});

describe('What follows from a failure', () => {
  const to = (error: unknown, extra: Partial<Facts> = {}): string => outcomeOf(error, facts(extra)).to;

  it('goes by its kind', () => {
    expect(['auth', 'rateLimited', 'unavailable', 'validation', 'conflict', 'notFound', 'notSupported'].map(kind => to(new Failure(kind as 'auth', '')))).to.deep.equal(
      ['retry', 'retry', 'retry', 'dead', 'dead', 'dead', 'dead']);
    expect(to(new Error('a bug'))).to.equal('retry');
  });
  it('goes by the idempotency when the answer was lost', () => {
    expect((['key', 'ref', 'none'] as const).map(idempotency => to(lost, { idempotency }))).to.deep.equal(['retry', 'retry', 'uncertain']);
    expect((['key', 'ref', 'none'] as const).map(idempotency => to(new NoAnswer(1000), { idempotency }))).to.deep.equal(['retry', 'retry', 'uncertain']);
    expect(outcomeOf(lost, facts({ idempotency: 'ref' }))).to.include({ inDoubt: true });
    expect(outcomeOf(new Error('x'), facts({ idempotency: 'ref', inDoubt: true }))).to.include({ inDoubt: true });
  });
  it('ends when the attempts are used up: in doubt where it may not be sent blindly, else dead', () => {
    const row = { attempts: 12, forgiven: 0 };
    expect(to(new Error('x'), { row })).to.equal('dead');
    expect(to(lost, { row, idempotency: 'ref' })).to.equal('uncertain');
    expect(to(lost, { row, idempotency: 'key' })).to.equal('dead');
    expect(to(new Error('x'), { row: { attempts: 12, forgiven: 1 } })).to.equal('retry');
    expect(to(new Failure('auth', ''), { row })).to.equal('retry');
  });
  it('waits at least as long as the remote asked', () => {
    const outcome = outcomeOf(new Failure('rateLimited', '', { retryAfterMs: 90_000 }), facts({ retry: { maxMs: 10 } }));
    expect(outcome).to.include({ to: 'retry', dueAt: '2026-03-04T11:01:30.000Z' });
  });
});

describe('The rest of a lane', () => {
  const away = new Failure('unavailable', 'away');

  it('comes after five rows in a row that found the remote away, and is longer each time', () => {
    const health = { failures: 0, times: 0 };
    const until = (verdict: unknown): number => Date.parse((verdict as { rests_until: string }).rests_until) - Date.parse(now);
    expect([1, 2, 3, 4].map(() => verdictOf(away, health, now))).to.deep.equal(Array(4).fill('unknown'));
    expect(until(verdictOf(away, health, now))).to.be.within(2500, 5000);
    // The one that was let through.
    expect(until(verdictOf(away, health, now))).to.be.within(5000, 10_000);
    for (let n = 0; n < 20; n++) expect(until(verdictOf(away, health, now))).to.be.at.most(300_000);
    expect(verdictOf(undefined, health, now)).to.equal('well');
    expect(verdictOf(undefined, health, now)).to.equal('unknown');
  });
  it('is not asked for by bugs, nor by answers that say no', () => {
    const health = { failures: 4, times: 0 };
    expect(verdictOf(new Error('bug'), health, now)).to.equal('unknown');
    expect(health.failures).to.equal(4);
    expect(verdictOf(new Failure('validation', 'no'), health, now)).to.equal('unknown');
    expect(health.failures).to.equal(0);
  });
  it('lasts until an admin has looked when the credentials are refused', () => {
    expect(verdictOf(new Failure('auth', 'who?'), { failures: 0, times: 0 }, now)).to.deep.equal({ reason: 'auth', rests_until: null, last_error: 'who?', times: 1 });
  });
});

describe('What is shown and kept of a row', () => {
  it('has no secret and no sensitive field', () => {
    expect(redact({ to: 'Ayşe', apiToken: 'x', deep: [{ Password: 'y', pin: '1', spinner: 'z', identity_number: '1', api_key: 'k' }], secret: '', authorization: null })).to.deep.equal({
      to: 'Ayşe', apiToken: '[redacted]', deep: [{ Password: '[redacted]', pin: '[redacted]', spinner: 'z', identity_number: '[redacted]', api_key: '[redacted]' }], secret: '', authorization: null,
    });
  });
  it('is small, and nothing where there is nothing', () => {
    expect([keptAnswer(undefined), keptAnswer(null), keptAnswer({ a: 1n })]).to.deep.equal([undefined, undefined, undefined]);
    expect(keptAnswer({ ok: true, n: undefined })).to.deep.equal({ ok: true });
    expect(JSON.stringify(keptAnswer({ text: 'x'.repeat(9000) })).length).to.be.below(4200);
    expect(keptAnswer({ at: new Date(0), bad: 'a\0b\ud800c', good: '😀' })).to.deep.equal({ at: '1970-01-01T00:00:00.000Z', bad: 'ab\ufffdc', good: '😀' });
  });
});
