/** Widths of the symbols 0 to 106 of Code 128 (ISO/IEC 15417, table 1). */
const patterns = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 '
  + '223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 '
  + '132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 '
  + '121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 '
  + '421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

/** Reads bars as a scanner does, its check symbol included; an Error when they are no Code 128. */
export function readCode128(bars: readonly { x: number; width: number }[]): string {
  const sorted = [...bars].sort((a, b) => a.x - b.x);
  const module = Math.min(...sorted.map(bar => bar.width));
  const widths = sorted.flatMap((bar, at) => [bar.width, ...(sorted[at + 1] ? [sorted[at + 1]!.x - bar.x - bar.width] : [])]).map(w => Math.round(w / module));
  const symbols: number[] = [];
  for (let at = 0; at < widths.length - 7; at += 6) symbols.push(patterns.indexOf(widths.slice(at, at + 6).join('')));
  if (symbols.includes(-1) || widths.slice(-7).join('') !== patterns[106]) throw new Error(`Not a Code 128: ${widths.join('')}`);
  const check = symbols.pop()!;
  if (symbols.reduce((sum, symbol, at) => sum + symbol * Math.max(1, at), 0) % 103 !== check) throw new Error('The check symbol is wrong');

  let set = 'ABC'[symbols[0]! - 103]!;
  return symbols.slice(1).map(symbol => {
    if (symbol >= 99 && (set === 'C' ? symbol >= 100 : symbol <= 101)) {
      set = { 99: 'C', 100: 'B', 101: 'A' }[symbol] ?? set;
      return '';
    }
    return set === 'C' ? String(symbol).padStart(2, '0') : String.fromCharCode(symbol + 32);
  }).join('');
}
