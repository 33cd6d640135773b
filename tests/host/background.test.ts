import { expect } from 'chai';
import type { Log } from '@sontechsp/sdk';
import { createBackground } from '../../host/background/background.js';

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));

describe('Work in the background', () => {
  const said: string[] = [];
  const log: Log = { info() {}, warn: (_, message) => void said.push(message), error: (_, message) => void said.push(message) };
  beforeEach(() => { said.length = 0; });

  it('runs one at a time under a name, in order, beside work of other names', async () => {
    const background = createBackground({ log });
    const steps: string[] = [];
    const work = (name: string, ms: number) => async (): Promise<void> => {
      steps.push(`${name}+`);
      await pause(ms);
      steps.push(`${name}-`);
    };
    background.start('import', work('a', 30));
    background.start('import', work('b', 1));
    background.start('other', work('c', 1));
    await background.idle();
    expect(steps).to.deep.equal(['a+', 'c+', 'c-', 'a-', 'b+', 'b-']);
  });

  it('goes on after a failure, which is logged', async () => {
    const background = createBackground({ log });
    let ran = false;
    background.start('import', async () => { throw new Error('no'); });
    background.start('import', async () => void (ran = true));
    await background.idle();
    expect([ran, said]).to.deep.equal([true, ['Background work failed.']]);
  });

  it('hears that the host stops, is waited for, and what had not begun does not begin', async () => {
    const background = createBackground({ log });
    const steps: string[] = [];
    background.start('import', signal => new Promise(done => signal.addEventListener('abort', () => setTimeout(() => { steps.push('tidied up'); done(); }, 20))));
    background.start('import', async () => void steps.push('second'));
    await pause(1);
    await background.stop();
    background.start('import', async () => void steps.push('third'));
    await pause(10);
    expect(steps).to.deep.equal(['tidied up']);
  });

  it('is left behind when it does not end in time', async () => {
    const background = createBackground({ log });
    background.start('stuck', () => new Promise(() => undefined));
    await pause(1);
    const began = Date.now();
    await background.stop(50);
    expect(Date.now() - began).to.be.within(40, 500);
    expect(said).to.deep.equal(['Background work did not stop in time.']);
  });
});
