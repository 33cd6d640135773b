import type { MountedRoute } from './mounted.js';

const problem = { $ref: '#/components/responses/Problem' };

/** The whole API as OpenAPI 3.1, from the schemas that validate it. */
export function openApiOf(routes: readonly MountedRoute[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const mounted of routes) {
    const path = mounted.fullPath.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[mounted.route.method.toLowerCase()] = operationOf(mounted);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'SONTECHSP', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries({ ...paths, ...processPaths }).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: { Problem: { description: 'RFC 9457', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      schemas: { Problem: problemSchema },
    },
  };
}

/** What the process answers by itself, before any route is asked. */
const processPaths = {
  '/healthz': { get: ofProcess('getHealthz', 'The process answers.', { status: { const: 'ok' } }) },
  '/readyz': { get: ofProcess('getReadyz', 'It is migrated, and the database answers.', { checks: { type: 'object' } }, { 503: problem }) },
};
function ofProcess(operationId: string, summary: string, properties: Record<string, object>, refused: Record<number, object> = {}): Record<string, unknown> {
  const schema = { type: 'object', required: Object.keys(properties), properties };
  return { operationId, tags: ['host'], summary, security: [], parameters: [], responses: { 200: { description: 'Success', content: { 'application/json': { schema } } }, ...refused } };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    code: { type: 'string', description: 'Stable; facts stand beside it.' }, instance: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } } },
  },
};

function operationOf({ plugin, fullPath, route }: MountedRoute): Record<string, unknown> {
  const isPublic = route.permission === 'public';
  return {
    operationId: `${route.method.toLowerCase()}${fullPath.replace(/^\/api/, '').replace(/[/:_.-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    tags: [plugin],
    ...(route.summary ? { summary: route.summary } : {}),
    'x-permission': route.permission,
    ...(route.approvable ? { 'x-approvable': true } : {}),
    'x-context': route.context,
    security: isPublic ? [] : [{ bearer: [] }],
    parameters: [
      ...pathParameters(fullPath, route.params),
      ...parametersOf(route.query, 'query'),
      ...(route.method === 'GET' ? [] : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }]),
    ],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: contentOf(route.body) } }),
    responses: {
      [route.status]: {
        description: 'Success',
        ...(route.status === 204 ? {} : repliesOf(route)),
      },
      ...Object.fromEntries(refusedWith(plugin, fullPath, route, isPublic).map(status => [status, problem])),
      default: problem,
    },
  };
}

function refusedWith(plugin: string, fullPath: string, { method, body, query, params, permission, context }: MountedRoute['route'], isPublic: boolean): number[] {
  return [
    ...(body || query || params ? [400] : []),
    ...(isPublic ? [] : [401]),
    ...(isPublic || permission === 'signedIn' ? [] : [403]),
    ...(plugin !== 'host' || fullPath.includes(':') ? [404] : []),
    ...(context === 'store' || method !== 'GET' ? [409] : []),
    ...(body ? [413, 415, 422] : []),
    503,
  ];
}

function repliesOf({ reply, types }: MountedRoute['route']): { content?: Record<string, object> } {
  const content = {
    ...(reply ? { 'application/json': { schema: plain(reply) } } : {}),
    ...Object.fromEntries(types.map(type => [type, type.startsWith('text/') ? { schema: { type: 'string' } } : {}])),
  };
  return Object.keys(content).length > 0 ? { content } : {};
}

const contentOf = (body: NonNullable<MountedRoute['route']['body']>) => body === 'file'
  ? { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } } }
  : body === 'raw' ? { '*/*': { schema: { type: 'string' } } }
  : { 'application/json': { schema: plain(body) } };

interface ObjectSchema {
  readonly properties?: Record<string, object>;
  readonly required?: readonly string[];
}
function parametersOf(schema: object | undefined, place: 'query'): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, one]) => ({ name, in: place, required: required.includes(name), schema: plain(one) }));
}
function pathParameters(fullPath: string, schema: object | undefined): object[] {
  const { properties = {} } = (schema ?? {}) as ObjectSchema;
  return [...fullPath.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: plain(properties[name!] ?? { type: 'string' }) }));
}

/**
 * The schema without the keywords only our validator knows. Decimals are told in words and by `x-decimals`: a validator that
 * divides binary fractions by a `multipleOf` of 0.001 refuses 0.043.
 */
function plain(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key === 'tidy' && typeof value === 'string' ? undefined : value)), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const { thousandths, hundredths, ...rest } = value as Record<string, unknown>;
    if (Array.isArray(value)) return value;
    if (thousandths === true) return { description: 'At most three decimals.', ...rest, 'x-decimals': 3 };
    if (hundredths === true) return { description: 'At most two decimals.', ...rest, 'x-decimals': 2 };
    return value;
  });
}
