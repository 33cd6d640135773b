import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Tracking, TrackingState } from '@sontechsp/sdk/carrier';
import { eachDatabase } from '../support/databases.js';
import type { Reply } from '../support/client.js';
import { fakeCarrier, openCargoShop, refuse, type CargoShop, type FakeCarrier } from './rig.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const event = (minute: number, state: TrackingState, rawText: string = state, place?: string) => ({ at: at(minute), state, rawCode: state.toUpperCase(), rawText, ...(place ? { place } : {}) });
const journey = (reference: string, ...events: ReturnType<typeof event>[]): Tracking => ({ reference, state: events.at(-1)?.state ?? 'pending', events });

eachDatabase('Tracking', kind => {
  let shop: CargoShop;
  let fake: FakeCarrier;
  before(async () => {
    fake = fakeCarrier();
    shop = await openCargoShop(kind, [fake]);
  });
  afterEach(() => {
    fake.on = () => {};
    fake.tell = () => undefined;
  });
  after(async () => {
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  const made = async (): Promise<Reply['body']> => shop.reach((await shop.make()).body.id, 'pending');
  /** Lets the time come at which shipments are to be asked about. */
  const due = (...ids: string[]) => shop.host.database.transaction(async tx => {
    for (const id of ids) await tx.run('UPDATE kargo_etiketleri SET track_at = $2, tracked_at = NULL WHERE id = $1', [id, '2026-01-01T00:00:00.000Z']);
  });
  const told = async (id: string) => (await shop.read(id)).events.map((e: { at: string; state: string }) => [e.at, e.state]);
  const webhook = (body: unknown, signature = 'imza-1', connectionId = shop.connectionId) =>
    shop.admin.send('POST', `/api/kargo/webhooks/${connectionId}`, JSON.stringify(body), { authorization: '', 'content-type': 'text/plain', 'x-signature': signature });

  it('asks in batches as large as the carrier takes, the late ones first, and not again before their time', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await made()).id);
    await due(...ids);
    const late = await shop.read(ids[4]!);
    await shop.host.database.transaction(tx => tx.run('UPDATE kargo_etiketleri SET late_at = $2 WHERE id = $1', [ids[4]!, at(0)]));
    fake.tracked.length = 0;
    fake.tell = reference => journey(reference, event(1, 'picked_up', 'Şubede', 'İzmir'));
    expect(await shop.track()).to.deep.equal({ asked: 5, told: 5, failed: {} });
    expect(fake.tracked.map(batch => batch.length)).to.deep.equal([3, 2]);
    expect(fake.tracked[0]![0]).to.equal(late.reference);
    expect(await shop.read(ids[0]!)).to.deep.include({ state: 'picked_up', events: [{ at: at(1), state: 'picked_up', rawCode: 'PICKED_UP', rawText: 'Şubede', place: 'İzmir' }] });
    expect(await shop.track(), 'none is due').to.deep.equal({ asked: 0, told: 0, failed: {} });
  });

  it('keeps each event once, in its order, and never lets an older one undo the end', async () => {
    const { id, reference } = await made();
    const say = async (...events: ReturnType<typeof event>[]) => {
      await due(id);
      fake.tell = asked => (asked === reference ? journey(asked, ...events) : undefined);
      await shop.track();
    };
    await say(event(1, 'picked_up'), event(5, 'in_transit'));
    await say(event(1, 'picked_up'), event(5, 'in_transit'));
    expect(await told(id)).to.deep.equal([[at(1), 'picked_up'], [at(5), 'in_transit']]);
    await say(event(9, 'delivered'));
    expect(await shop.read(id)).to.include({ state: 'delivered', stateAt: at(9), late: false, nextTrackAt: null, cancellable: false });
    await webhook([journey(reference, event(7, 'out_for_delivery'), event(3, 'unknown', 'Sayım'))]);
    expect(await shop.read(id)).to.include({ state: 'delivered', stateAt: at(9) });
    expect(await told(id)).to.deep.equal([[at(1), 'picked_up'], [at(3), 'unknown'], [at(5), 'in_transit'], [at(7), 'out_for_delivery'], [at(9), 'delivered']]);
    expect(outcome(await shop.admin.post(`/api/kargo/shipments/${id}/cancel`))).to.deep.equal([409, 'kargo.notCancellable']);
  });

  it('hears the same news from ten messages at once as from one', async () => {
    const { id, reference } = await made();
    const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => webhook([journey(reference, event(n % 3, 'in_transit', `Durak ${n % 3}`))])));
    expect(replies.map(r => r.status)).to.deep.equal(replies.map(() => 200));
    expect(await told(id)).to.deep.equal([0, 1, 2].map(n => [at(n), 'in_transit']));
  });

  it('takes messages only as the carrier signed them, for its own shipments', async () => {
    const { id, reference } = await made();
    const message = [journey(reference, event(1, 'delivered'))];
    const card = (await shop.admin.get(`/api/connections/${shop.connectionId}`)).body;
    expect(card.webhookPath, 'the address that stands on its form').to.equal(`/api/kargo/webhooks/${shop.connectionId}`);
    expect(outcome(await webhook(message, 'yanlış'.normalize('NFD').replace(/[^a-z]/g, '')))).to.deep.equal([404, 'kargo.notFound']);
    expect(outcome(await webhook(message, 'imza-1', randomUUID()))).to.deep.equal([404, 'kargo.notFound']);
    expect((await webhook([journey('BASKASI12345', event(1, 'delivered'))])).body).to.deep.equal({ recorded: 0 });
    expect(await shop.read(id)).to.include({ state: 'pending' });
    expect((await webhook(message)).body).to.deep.equal({ recorded: 1 });
    expect(await shop.read(id)).to.include({ state: 'delivered' });
  });

  it('leaves a carrier that fails alone for a while, and the others are asked', async () => {
    const { id } = await made();
    await due(id);
    fake.on = what => { if (what === 'track') refuse('unavailable', 'Bakımda'); };
    expect(await shop.track()).to.deep.equal({ asked: 0, told: 0, failed: { [shop.connectionId]: 'unavailable' } });
    fake.on = () => {};
    fake.tell = reference => journey(reference, event(1, 'picked_up'));
    expect((await shop.track()).asked).to.equal(0);
    await due(id);
    await shop.track();
    expect(await shop.read(id)).to.include({ state: 'picked_up' });
  });

  it('finds a shipment whose sending was never answered', async () => {
    const { id, reference } = await made();
    await shop.host.database.transaction(tx => tx.run(
      `UPDATE kargo_etiketleri SET state = 'waiting', registered_at = NULL, track_at = NULL, sent_at = $2 WHERE id = $1`, [id, '2026-01-01T00:00:00.000Z']));
    fake.answer = () => ({ trackingNumber: 'GEC-1' });
    await shop.track();
    fake.answer = () => ({});
    expect(await shop.read(id)).to.include({ reference, state: 'pending', trackingNumber: 'GEC-1' });
  });

  it('asks at once when somebody wants to know, but not more often than the carrier allows', async () => {
    const { id, reference } = await made();
    fake.tell = asked => (asked === reference ? journey(asked, event(1, 'in_transit')) : undefined);
    expect((await shop.admin.post(`/api/kargo/shipments/${id}/track`)).body).to.include({ state: 'in_transit' });
    fake.tell = asked => journey(asked, event(2, 'delivered'));
    expect((await shop.admin.post(`/api/kargo/shipments/${id}/track`)).body).to.include({ state: 'in_transit' });
  });

  it('lists late ones first over all pages, and by what is asked for', async () => {
    const { items: all } = (await shop.admin.get('/api/kargo/shipments?limit=200')).body;
    const [third, ninth] = [all[3].id, all.at(-1).id];
    await shop.host.database.transaction(async tx => {
      await tx.run('UPDATE kargo_etiketleri SET late_at = NULL', []);
      await tx.run('UPDATE kargo_etiketleri SET late_at = $1 WHERE id = $2 OR id = $3', ['2026-01-01T00:00:00.000Z', third, ninth]);
    });
    const byCreation = (await shop.admin.get('/api/kargo/shipments?limit=200&sort=-createdAt')).body.items.map((s: { id: string }) => s.id);
    const expected = [...byCreation.filter((id: string) => id === third || id === ninth), ...byCreation.filter((id: string) => id !== third && id !== ninth)];
    for (const limit of [1, 2, 3, 200]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await shop.admin.get(`/api/kargo/shipments?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...body.items.map((s: { id: string }) => s.id));
        cursor = body.nextCursor;
      }
      expect(seen, `pages of ${limit}`).to.deep.equal(expected);
    }
    const ids = async (query: string) => (await shop.admin.get(`/api/kargo/shipments?limit=200&${query}`)).body.items.map((s: { id: string }) => s.id);
    expect(await ids('late=true')).to.deep.equal(expected.slice(0, 2));
    expect(await ids('late=false')).to.deep.equal(expected.slice(2));
    const card = await shop.read(third);
    expect(await ids(`q=${card.reference.toLowerCase()}`)).to.deep.equal([third]);
    expect(await ids('q=sukru IGDIR&state=delivered')).to.have.length(2);
    expect(await ids(`connectionId=${randomUUID()}`)).to.deep.equal([]);
    expect(await ids('to=2026-01-01T00:00:00Z')).to.deep.equal([]);
    expect(outcome(await shop.admin.get('/api/kargo/shipments?cursor=abc'))).to.deep.equal([400, 'request.invalid']);
    expect(outcome(await shop.admin.get('/api/kargo/shipments?sort=phone'))).to.deep.equal([400, 'request.invalid']);
  });
});
