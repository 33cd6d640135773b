/** The tables as the newest migration leaves them. */
export { barcodes, categories, imports, products } from './migrations/001-catalogue.js';
export { editions } from './migrations/002-editions.js';
