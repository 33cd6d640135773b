import { testClient, type TestClient, type TestClock } from '@sontechsp/sdk/testing';

/** Access tokens live fifteen minutes of the clock, which a test moves by days. */
const LIFE_MS = 10 * 60_000;

/** A client that stays signed in wherever the test sets the clock. */
export function signedIn(url: string, who: { username: string; password: string }, at: { storeId: string; terminalId: string }, clock: TestClock): TestClient {
  let session: { token: Promise<string>; since: number } | undefined;
  async function signIn(): Promise<string> {
    const { accessToken } = await done<{ accessToken: string }>(testClient(url).post('/api/auth/login', who));
    const { storeId, terminalId } = at;
    return (await done<{ accessToken: string }>(testClient(url, accessToken).post('/api/auth/context', { storeId, terminalId }))).accessToken;
  }
  return testClient(url, () => {
    const time = Date.parse(clock.now());
    if (!session || Math.abs(time - session.since) > LIFE_MS) session = { token: signIn(), since: time };
    return session.token;
  });
}

export async function done<T = { id: string }>(asked: ReturnType<TestClient['get']>): Promise<T> {
  const reply = await asked;
  if (reply.status >= 300) throw new Error(`The host refused: ${reply.status} ${reply.text}`);
  return reply.body as T;
}
