import type { Columns } from './paper.js';

/** The code pages that slips are written in, each with the number most printers know it by (`ESC t n`, Epson's table). */
export const codePages = { cp857: 13, windows1254: 48, cp866: 17, windows1251: 46, cp437: 0, cp850: 2, cp852: 18, windows1252: 16 } as const;
export type CodePageName = keyof typeof codePages;

/** A code page as one printer has it: cheap ones number them differently, or ignore some. */
export interface CodePage {
  readonly page: CodePageName;
  readonly number: number;
}

/** What a printer is, as far as its slips are concerned. */
export interface Paper {
  readonly columns: Columns;
  /** In order of preference: a character that the first has not is looked for in the next. */
  readonly codePages: readonly CodePage[];
  readonly cut: 'none' | 'partial' | 'full';
  readonly drawer: 'none' | 'pin2' | 'pin5';
}
/** What a slip is made for where no printer says otherwise. */
export const commonPaper: Paper = { columns: 48, codePages: [{ page: 'cp857', number: 13 }, { page: 'cp866', number: 17 }], cut: 'partial', drawer: 'none' };
