import type { Http } from '../http/http-input.js';
import { SESSION_SECONDS } from './session-book.js';

const COOKIE = 'sontechsp_refresh';
const PATH = '/api/auth';

export const readRefresh = (http: Http): string | undefined => http.cookie(COOKIE);
export const setRefresh = (http: Http, token: string): void => http.setCookie(COOKIE, token, { path: PATH, maxAge: SESSION_SECONDS });
export const dropRefresh = (http: Http): void => http.setCookie(COOKIE, '', { path: PATH, maxAge: 0 });
