export { notes } from './migrations/001-first.js';
