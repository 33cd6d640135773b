import { createTable, migration } from '@sontechsp/sdk';
import { errors } from './errors.js';
import en from './locales/en.json' with { type: 'json' };
import ru from './locales/ru.json' with { type: 'json' };
import tr from './locales/tr.json' with { type: 'json' };
import uz from './locales/uz.json' with { type: 'json' };
import { httpJobs } from './jobs.js';
import { routes } from './routes.js';
import { requestKeys } from './tables.js';
import type { Part } from '../part.js';

/** Remembered requests, the refusals every route may give, and what the browser asks for first. */
export const part: Part = {
  tables: [requestKeys],
  migrations: [migration('http-001', [createTable(requestKeys)])],
  errors: [errors],
  routes,
  jobs: httpJobs,
  locales: { tr, en, ru, uz },
};
