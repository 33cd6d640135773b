import { Log, provide } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { BackgroundWork, createBackground } from './background.js';

export const part: Part = { provides: [provide(BackgroundWork, { log: Log }, createBackground)] };
