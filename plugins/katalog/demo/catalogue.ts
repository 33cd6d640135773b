import type { ImportSource } from '../contract.js';
import text from './urunler-869.csv' with { type: 'text' };

const content = new TextEncoder().encode(text);

/** 2,233 goods with Turkish barcodes (README.md beside it has source and licence). This module is loaded only when asked for. */
export const demoSource: ImportSource = {
  name: 'urunler-869.csv',
  bytes: content.length,
  async* open() {
    yield content;
  },
};
