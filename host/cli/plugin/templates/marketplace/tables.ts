export { orders } from './migrations/001-first.js';
