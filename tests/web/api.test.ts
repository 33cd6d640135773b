import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createAccess } from '../../host/web/services/access.js';
import { createApi } from '../../host/web/services/api.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeClock, words } from './fakes.js';

/** A host that takes the token `fresh` only, and gives it out for a refresh. */
function rig({ session = true } = {}) {
  const seen: string[] = [];
  let signedOut = 0;
  const fetch = async (path: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const bearer = (init.headers as Record<string, string> | undefined)?.['Authorization'] ?? '';
    seen.push(`${init.method} ${String(path)} ${bearer}`.trim());
    if (path === '/api/auth/refresh') return session ? Response.json({ accessToken: 'fresh', expiresIn: 900 }) : new Response('{}', { status: 401 });
    if (path === '/pin') return Response.json({ code: 'auth.invalid', title: 'Yanlış', status: 401 }, { status: 401 });
    if (path === '/down') throw new TypeError('failed to fetch');
    if (path === '/short') {
      return Response.json({ type: 'about:blank', title: 'Eksik', status: 422, detail: '3 TL eksik', code: 'pos.paymentShort', due: 500, paid: 200, errors: [{ path: '/lines/0/quantity', message: 'az' }] }, { status: 422 });
    }
    return bearer === 'Bearer fresh' ? Response.json({ ok: true }) : new Response('{"code":"auth.required"}', { status: 401 });
  };
  const access = createAccess(fetch, fakeClock().clock);
  const network = { online: signal(true), failures: 0, answered() { this.online.value = true; }, failed() { this.online.value = false; } };
  const api = createApi({ fetch, access, network, language: () => 'tr', t: words, onSignedOut: () => { signedOut++; } });
  return { api, access, network, seen, signedOut: () => signedOut };
}
const problemOf = async (call: Promise<unknown>): Promise<ApiProblem> => {
  const error = await call.then(() => undefined, (e: unknown) => e);
  expect(error).to.be.instanceOf(ApiProblem);
  return error as ApiProblem;
};

describe('a request of a screen', () => {
  it('renews the session once for all who find it over, and is sent again', async () => {
    const { api, access, seen } = rig();
    access.take({ accessToken: 'old', expiresIn: 900 });
    const replies = await Promise.all([api.get('/a'), api.get('/b'), api.post('/c', { x: 1 })]);
    expect(replies).to.deep.equal([{ ok: true }, { ok: true }, { ok: true }]);
    expect(seen.filter(s => s.includes('refresh'))).to.deep.equal(['POST /api/auth/refresh']);
    expect(seen.filter(s => s.includes('/c'))).to.deep.equal(['POST /c Bearer old', 'POST /c Bearer fresh']);
  });
  it('leads to the sign-in when the session cannot be renewed', async () => {
    const { api, access, signedOut } = rig({ session: false });
    access.take({ accessToken: 'old', expiresIn: 900 });
    expect((await problemOf(api.get('/a'))).status).to.equal(401);
    expect(signedOut()).to.equal(1);
    expect(access.token.value).to.equal(undefined);
  });
  it('that was refused for a wrong PIN is not sent again: each try counts', async () => {
    const { api, access, seen } = rig();
    access.take({ accessToken: 'fresh', expiresIn: 900 });
    expect((await problemOf(api.post('/pin', {}))).code).to.equal('auth.invalid');
    expect(seen).to.deep.equal(['POST /pin Bearer fresh']);
  });
  it('that never arrived may be repeated, and shows the host as gone', async () => {
    const { api, network } = rig();
    const problem = await problemOf(api.post('/down', {}));
    expect([problem.code, problem.status, problem.retryable]).to.deep.equal(['network', 0, true]);
    expect(network.online.value).to.equal(false);
  });
  it('that was refused tells why, with its facts and fields', async () => {
    const problem = await problemOf(rig().api.post('/short', {}));
    expect([problem.code, problem.facts, problem.errors, problem.retryable]).to.deep.equal([
      'pos.paymentShort', { due: 500, paid: 200 }, [{ path: 'lines.0.quantity', message: 'az' }], false,
    ]);
  });
  it('leaves empty filters out of the address', async () => {
    const { api, access, seen } = rig();
    access.take({ accessToken: 'fresh', expiresIn: 900 });
    await api.get('/list', { q: 'süt', cursor: null, sort: '', limit: 50, below: undefined });
    expect(seen).to.deep.equal(['GET /list?q=s%C3%BCt&limit=50 Bearer fresh']);
  });
});
