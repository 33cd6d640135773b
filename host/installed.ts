import type { Plugin } from '@sontechsp/sdk';
import hepsijet from '../plugins/hepsijet/plugin.js';
import kargo from '../plugins/kargo/plugin.js';
import katalog from '../plugins/katalog/plugin.js';
import pos from '../plugins/pos/plugin.js';
import stock from '../plugins/stock/plugin.js';
import yurtici from '../plugins/yurtici/plugin.js';

/** The only list of built-in plugins. */
export const installed: readonly Plugin[] = [katalog, pos, stock, kargo, yurtici, hepsijet];
