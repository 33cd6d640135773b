/** One record of a CSV file, or a line that cannot be read as one. */
export interface CsvRecord {
  /** The line of the file it begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** A quotation mark that opens on this line never closes. */
  readonly unclosed: boolean;
}

/** How many lines one quoted record may span. */
const MOST_LINES = 50;
/** Characters without a line end after which this is no list of goods, and is not gathered any further. */
const LONGEST = 1_000_000;

/**
 * Splits CSV text (RFC 4180, any of `,` `;` and tab) into records. A stray quotation mark costs its own line only: a record
 * over several lines counts only when it closes and has as many fields as the header; else its first line is reported as
 * unclosed, and reading goes on with the next line. That recovery is why no library does this.
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  let header: { delimiter: string; width: number } | undefined;
  let rest = '';
  let lines: string[] = [];
  let number = 1;

  function take(atEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < lines.length && (atEnd || lines.length - at > MOST_LINES)) {
      const line = lines[at]!;
      let span = 1;
      if (!header) {
        const told = /^sep=(.)\s*$/i.exec(line);
        if (!told && line.trim() !== '') {
          const delimiter = sniffDelimiter(line);
          const fields = readRecord(lines, at, delimiter)?.fields ?? line.split(delimiter);
          header = { delimiter, width: fields.length };
          records.push({ line: number, fields, unclosed: false });
        }
      } else if (line.trim() !== '') {
        const read = readRecord(lines, at, header.delimiter);
        if (read && (read.span === 1 || read.fields.length === header.width)) {
          span = read.span;
          records.push({ line: number, fields: read.fields, unclosed: false });
        } else records.push({ line: number, fields: [], unclosed: true });
      }
      at += span;
      number += span;
    }
    lines = lines.slice(at);
    return records;
  }

  for await (const piece of text) {
    rest += piece;
    // A carriage return at the very end may be half of a line end.
    const whole = Math.max(rest.lastIndexOf('\n'), rest.slice(0, -1).lastIndexOf('\r'));
    if (whole < 0 && rest.length < LONGEST) continue;
    if (whole < 0) rest = '';
    const end = rest[whole] === '\r' && rest[whole + 1] === '\n' ? whole + 1 : whole;
    for (const line of rest.slice(0, end + 1).split(/\r\n|\n|\r/).slice(0, -1)) lines.push(line);
    rest = rest.slice(end + 1);
    const records = take(false);
    if (records.length > 0) yield records;
  }
  for (const line of rest.replace(/\r$/, '').split('\r')) if (line !== '') lines.push(line);
  const records = take(true);
  if (records.length > 0) yield records;
}

/** The mark that splits the header into most columns. */
function sniffDelimiter(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (mark: string) => bare.split(mark).length;
  return [';', ',', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** The record that begins at a line, and how many lines it takes; undefined when its quotation marks do not close. */
function readRecord(lines: readonly string[], at: number, delimiter: string): { fields: string[]; span: number } | undefined {
  let text = lines[at]!;
  if (!text.includes('"')) return { fields: text.split(delimiter), span: 1 };
  const fields: string[] = [];
  let span = 1;
  let from = 0;
  let loose = false;
  for (;;) {
    const opening = /^[ \t]*"/.exec(text.slice(from, from + 20));
    if (!opening || (delimiter === '\t' && opening[0] !== '"')) {
      const end = text.indexOf(delimiter, from);
      if (end < 0) return { fields: [...fields, text.slice(from)], span };
      fields.push(text.slice(from, end));
      from = end + 1;
      continue;
    }
    let field = '';
    let i = from + opening[0].length;
    for (;;) {
      const quote = text.indexOf('"', i);
      if (quote < 0) {
        if (loose || span >= MOST_LINES || at + span >= lines.length) return undefined;
        text += `\n${lines[at + span++]!}`;
        continue;
      }
      field += text.slice(i, quote);
      i = quote + 1;
      if (text[i] === '"') {
        field += '"';
        i++;
        continue;
      }
      const after = /^ */.exec(text.slice(i, i + 20))![0].length + i;
      if (after >= text.length) return { fields: [...fields, field], span };
      if (text[after] === delimiter) {
        i = after + 1;
        break;
      }
      // A mark in the middle of a field, as in "5" boru", is text: but not over several lines, where marks must be doubled.
      if (span > 1) return undefined;
      loose = true;
      field += '"';
    }
    fields.push(field);
    from = i;
  }
}
