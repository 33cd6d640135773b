import { MAX_MONEY, MAX_QUANTITY, fold } from '@sontechsp/sdk';
import type { Unit } from '../contract.js';
import { isSoundBarcode } from '../ean.js';
import { atMost, cleanName } from '../text.js';
import type { CsvRecord } from './csv.js';
import { decimalMark, parseDecimal, type DecimalMark } from './numbers.js';

const own = ['barkod', 'ad', 'kategori', 'kdv_orani', 'satis_fiyati', 'alis_fiyati', 'birim'] as const;
/** The column that is read here and taken by whoever keeps stock. */
const STOCK = 'stok';
type Name = (typeof own)[number] | typeof STOCK;

/** Where each known column stands, and which others there are. */
export interface Columns {
  readonly at: Partial<Record<Name, number>>;
  readonly width: number;
  /** Names of columns that mean nothing to the catalogue, `stok` among them, as taps know them. */
  readonly foreign: readonly string[];
}
/** Header names as in the demonstration catalogue, whatever their case, accents and spaces. */
export function readHeader(fields: readonly string[]): Columns {
  const at: Partial<Record<Name, number>> = {};
  const foreign: string[] = [];
  fields.forEach((field, index) => {
    const name = atMost(fold(cleanName(field.replace(/^\ufeff/, ''))).replace(/[\s.-]+/g, '_'), 60);
    if (name === '') return;
    const known = (own as readonly string[]).includes(name);
    if (!known) foreign.push(name);
    if ((known || name === STOCK) && at[name as Name] === undefined) at[name as Name] = index;
  });
  return { at, width: fields.length, foreign };
}

/** What a line says of a product; undefined means it says nothing of that. */
export interface ImportLine {
  readonly line: number;
  readonly barcode: string;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly vatRate: number | undefined;
  readonly price: number | undefined;
  readonly cost: number | undefined;
  readonly unit: Unit | undefined;
  /** Thousandths. */
  readonly stock: number | undefined;
}
/** Why a line was left out: a key under `import.problems`, or the code of a refusal. */
export interface Problem {
  readonly line: number;
  readonly code: string;
  readonly values?: Record<string, string | number>;
}
class Bad extends Error {
  constructor(readonly code: string, readonly values: Record<string, string | number> = {}) {
    super(code);
  }
}

/** Reads one record; a Problem when any of its values cannot be used. `isItemCode`: of scale labels, whose last digit is none to check. */
export function readLine(record: CsvRecord, columns: Columns, isItemCode: (code: string) => boolean = () => false): ImportLine | Problem {
  try {
    return read(record, columns, isItemCode);
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return { line: record.line, code: error.code, values: error.values };
  }
}
export const isProblem = (line: ImportLine | Problem): line is Problem => 'code' in line;

function read({ line, fields, unclosed }: CsvRecord, { at, width }: Columns, isItemCode: (code: string) => boolean): ImportLine {
  if (unclosed) throw new Bad('unclosed');
  if (fields.length < width || fields.slice(width).some(field => field.trim() !== '')) throw new Bad('columns', { expected: width, found: fields.length });
  if (fields.some(field => field.includes('\ufffd'))) throw new Bad('unreadable');
  const cell = (name: Name): string => (at[name] === undefined ? '' : fields[at[name]]!.trim());
  const mark = (['satis_fiyati', 'alis_fiyati', STOCK] as const).map(name => decimalMark(cell(name))).find(found => found !== undefined);
  return {
    line,
    barcode: barcodeOf(cell('barkod'), isItemCode),
    name: nameOf(cell('ad'), 200, 'nameLong'),
    category: nameOf(cell('kategori'), 100, 'categoryLong'),
    vatRate: vatOf(cell('kdv_orani')),
    price: moneyOf(cell('satis_fiyati'), mark, 'price'),
    cost: moneyOf(cell('alis_fiyati'), mark, 'cost'),
    unit: unitOf(cell('birim')),
    stock: stockOf(cell(STOCK), mark),
  };
}

function barcodeOf(cell: string, isItemCode: (code: string) => boolean): string {
  // Spreadsheets are told with ="…" or '… to leave the digits alone.
  const code = cell.replace(/^="(.*)"$/, '$1').replace(/^'/, '').trim();
  if (code === '') throw new Bad('barcodeMissing');
  if (code.length > 64 || /\p{C}/u.test(code)) throw new Bad('barcodeLong', { value: shown(code, 20) });
  // 8.69E+12: a spreadsheet kept the size of the number and threw its digits away.
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(code)) throw new Bad('barcodeSpoilt', { value: code });
  if (!isSoundBarcode(code) && !isItemCode(code)) throw new Bad('barcodeInvalid', { value: code });
  return code;
}
function nameOf(cell: string, most: number, code: string): string | undefined {
  const name = cleanName(cell);
  if (name.length > most) throw new Bad(code, { most });
  return name || undefined;
}
function vatOf(cell: string): number | undefined {
  if (cell === '') return undefined;
  const rate = parseDecimal(cell.replace(/^%|%$/g, ''), 2, undefined);
  if (rate !== 0 && rate !== 100 && rate !== 1000 && rate !== 2000) throw new Bad('vatInvalid', { value: shown(cell) });
  return rate / 100;
}
function moneyOf(cell: string, mark: DecimalMark | undefined, what: 'price' | 'cost'): number | undefined {
  if (cell === '') return undefined;
  const amount = parseDecimal(cell, 2, mark);
  if (amount === undefined || amount < 0 || amount > MAX_MONEY) throw new Bad(`${what}Invalid`, { value: shown(cell) });
  return amount;
}
const units: Record<string, Unit> = { adet: 'piece', ad: 'piece', piece: 'piece', pcs: 'piece', kg: 'kg', kilo: 'kg', kilogram: 'kg' };
function unitOf(cell: string): Unit | undefined {
  if (cell === '') return undefined;
  const unit = units[fold(cell).replace(/\.$/, '')];
  if (!unit) throw new Bad('unitInvalid', { value: shown(cell) });
  return unit;
}
function stockOf(cell: string, mark: DecimalMark | undefined): number | undefined {
  if (cell === '') return undefined;
  const thousandths = parseDecimal(cell, 3, mark);
  if (thousandths === undefined || Math.abs(thousandths) > MAX_QUANTITY * 1000) throw new Bad('stockInvalid', { value: shown(cell) });
  return thousandths;
}
/** A cell as a message quotes it: short, and without what no database keeps in JSON, a NUL or half a character. */
function shown(cell: string, most = 40): string {
  const clean = cleanName(cell);
  return clean.length > most ? `${atMost(clean, most)}…` : clean;
}
