/** A reply of the host. The body is whatever JSON came: tests say what they expect of it. */
export interface Reply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test asserts on the values themselves
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}
export interface Client {
  readonly url: string;
  token: string | undefined;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a body as it is. */
  send(method: string, path: string, body: BodyInit | undefined, headers: Record<string, string>): Promise<Reply>;
  signIn(username: string, password: string, at?: { storeId: string; terminalId: string }): Promise<Client>;
}

/** Speaks to a host as a program would: over HTTP, with a bearer token. */
export function client(url: string, token?: string): Client {
  const self: Client = {
    url, token,
    async send(method, path, body, headers) {
      const reply = await fetch(url + path, {
        method, redirect: 'manual',
        headers: { ...(self.token ? { authorization: `Bearer ${self.token}` } : {}), ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await reply.text();
      let parsed: unknown;
      try { parsed = JSON.parse(text); } catch { parsed = undefined; }
      return { status: reply.status, body: parsed, text, headers: reply.headers };
    },
    get: (path, headers = {}) => self.send('GET', path, undefined, headers),
    delete: (path, headers = {}) => self.send('DELETE', path, undefined, headers),
    post: (path, body, headers = {}) => json('POST', path, body, headers),
    put: (path, body, headers = {}) => json('PUT', path, body, headers),
    patch: (path, body, headers = {}) => json('PATCH', path, body, headers),
    async signIn(username, password, at) {
      const login = await self.post('/api/auth/login', { username, password });
      if (login.status !== 200) throw new Error(`Sign-in failed: ${login.text}`);
      const signed = client(url, login.body.accessToken as string);
      if (!at) return signed;
      const context = await signed.post('/api/auth/context', { storeId: at.storeId, terminalId: at.terminalId });
      if (context.status !== 200) throw new Error(`Context refused: ${context.text}`);
      return client(url, context.body.accessToken as string);
    },
  };
  const json = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    self.send(method, path, body === undefined ? undefined : JSON.stringify(body), { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
  return self;
}
