/** Where a command reads a password and writes its lines. */
export interface Output {
  /** A line on standard output. */
  say(line: string): void;
  /** A line on standard error. */
  complain(line: string): void;
  /** Replaces the last line at a terminal; undefined when there is none. */
  progress: ((text: string) => void) | undefined;
  /** Everything on standard input. */
  readAll(): Promise<string>;
  /** Asks at the terminal without showing what is typed; undefined when there is no terminal. */
  askHidden: ((question: string) => Promise<string>) | undefined;
}

export const processIo = (): Output => ({
  say: line => void process.stdout.write(`${line}\n`),
  complain: line => void process.stderr.write(`${line}\n`),
  progress: process.stderr.isTTY ? text => void process.stderr.write(`\r${text}\x1b[K`) : undefined,
  async readAll() {
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk as string;
    return text;
  },
  askHidden: process.stdin.isTTY ? askHidden : undefined,
});

/** Reads key by key in raw mode, because in line mode the terminal itself shows what is typed. */
function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (settle: () => void): void => {
      stdin.off('data', onKeys).setRawMode(false).pause();
      stderr.write('\n');
      settle();
    };
    const onKeys = (keys: string): void => {
      for (const key of keys) {
        if (key === '\r' || key === '\n') return finish(() => resolve(typed));
        if (key === '\u0003' || key === '\u0004') return finish(() => reject(new Error('Cancelled.')));
        if (key === '\u007f' || key === '\b') typed = [...typed].slice(0, -1).join('');
        else if (key >= ' ') typed += key;
      }
    };
    stderr.write(question);
    stdin.setEncoding('utf8').setRawMode(true).resume().on('data', onKeys);
  });
}
