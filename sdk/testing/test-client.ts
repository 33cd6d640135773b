/** A reply of the host. The body is whatever JSON came: a test says what it expects of it. */
export interface TestReply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test asserts on the values themselves
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}
/** Speaks to a host as a program would: over HTTP, as one user. */
export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<TestReply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestReply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestReply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestReply>;
  delete(path: string, headers?: Record<string, string>): Promise<TestReply>;
}

/** With a token, or with what gives one for each request. */
export function testClient(url: string, given?: string | (() => Promise<string>)): TestClient {
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestReply> => {
    const token = typeof given === 'function' ? await given() : given;
    const reply = await fetch(url + path, {
      method, redirect: 'manual',
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    let parsed: unknown;
    try { parsed = JSON.parse(text); } catch { parsed = undefined; }
    return { status: reply.status, body: parsed, text, headers: reply.headers };
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
  };
}
