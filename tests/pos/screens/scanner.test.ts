import { expect } from 'chai';
import { createScanner, type Outcome, type Scanner } from '../../../plugins/pos/screens/scanner.js';

/** Presses keys and gathers what came of them; a field keeps what was not swallowed. */
function keyboard(field = false) {
  const scanner: Scanner = createScanner();
  const outcomes: Outcome[] = [];
  let now = 1000;
  let passed = '';
  const press = (key: string, gap: number, more: { repeat?: boolean; modified?: boolean; field?: boolean } = {}) => {
    now += gap;
    const heard = scanner.press({ key, at: now, field, ...more });
    outcomes.push(...heard.outcomes);
    if (!heard.swallow) passed += key.length === 1 ? key : `<${key}>`;
    return heard;
  };
  return {
    press, outcomes,
    type(text: string, gap: number) {
      for (const character of text) press(character, gap);
      return this;
    },
    /** Silence, as the window listens to it. */
    rest() {
      const { outcomes: first, waits } = scanner.rest(false);
      outcomes.push(...first);
      if (waits) outcomes.push(...scanner.rest(true).outcomes);
      now += 500;
      return this;
    },
    get passed() { return passed; },
    get codes() { return outcomes.flatMap(o => (o.kind === 'scan' ? [o.code] : [])); },
    get typed() { return outcomes.map(o => (o.kind === 'typed' ? o.text : '')).join(''); },
  };
}
const CODE = '8690504115113';

describe('The scanner', () => {
  for (const end of ['Enter', 'Tab']) {
    it(`takes fast characters ended by ${end} for a scan, and lets none of them through`, () => {
      const keys = keyboard().type(CODE, 5);
      expect(keys.press(end, 5).swallow).to.equal(true);
      expect(keys.codes).to.deep.equal([CODE]);
      expect(keys.passed).to.equal('');
    });
  }

  it('is not torn apart by a focus that moves amid a scan, into a field or out of it', () => {
    for (const first of [false, true]) for (let at = 1; at < CODE.length; at++) {
      const keys = keyboard();
      for (const [n, key] of [...CODE].entries()) keys.press(key, 5, { field: n < at ? first : !first });
      expect(keys.press('Enter', 5, { field: !first }).swallow).to.equal(true);
      expect([keys.codes, keys.typed], `${first} ${at}`).to.deep.equal([[CODE], '']);
      // Only what a field let through before it was clear who types; it is taken back out of it.
      expect(keys.passed).to.equal(first ? CODE.slice(0, Math.min(at, 2)) : '');
    }
    const person = keyboard();
    person.press('4', 5, { field: false });
    person.press('7', 120, { field: true });
    expect([person.rest().typed + person.passed, person.codes]).to.deep.equal(['47', []]);
  });

  it('takes fast characters followed by silence for a scan, and swallows an Enter that comes late', () => {
    const keys = keyboard().type(CODE, 5);
    keys.rest();
    expect(keys.codes).to.deep.equal([CODE]);
    const late = createScanner();
    for (const [at, key] of [...CODE].entries()) late.press({ key, at: at * 5, field: false });
    late.rest(false);
    expect(late.press({ key: 'Enter', at: 130, field: false }).swallow).to.equal(true);
    expect(late.press({ key: 'Enter', at: 160, field: false }).swallow).to.equal(false);
  });

  it('never swallows the Enter after a scan that had its own', () => {
    const keys = keyboard().type(CODE, 5);
    keys.press('Enter', 5);
    expect(keys.press('F9', 5).swallow).to.equal(false);
    expect(keys.press('Enter', 5).swallow).to.equal(false);
  });

  it('hears scans one right after the other', () => {
    const keys = keyboard();
    const all = ['8690000000418', '96385074', 'ABC-1234', CODE];
    for (const code of all) keys.type(code, 5).press('Enter', 5);
    expect(keys.codes).to.deep.equal(all);
  });

  it('takes characters 60 ms apart for typing, however many', () => {
    const keys = keyboard().type(CODE, 60);
    keys.rest();
    expect([keys.codes, keys.typed]).to.deep.equal([[], CODE]);
  });

  it('takes characters 40 ms apart for typing: only some gaps may come near the ceiling', () => {
    const typing = keyboard().type('suzmey', 40);
    typing.press('Enter', 40);
    expect(typing.codes).to.deep.equal([]);
    const scan = keyboard().type('869050', 5).type('4', 49).type('115113', 5);
    scan.press('Enter', 5);
    expect(scan.codes).to.deep.equal([CODE]);
  });

  it('takes fewer than six only with Enter, and only where no field has the focus', () => {
    const free = keyboard().type('1001', 5);
    free.press('Enter', 5);
    expect(free.codes).to.deep.equal(['1001']);
    const silent = keyboard().type('1001', 5);
    silent.rest();
    expect([silent.codes, silent.typed]).to.deep.equal([[], '1001']);
    const field = keyboard(true).type('200', 5);
    expect(field.press('Enter', 5).swallow).to.equal(false);
    expect([field.codes, field.passed + field.typed]).to.deep.equal([[], '20<Enter>0']);
  });

  it('gives a field back what it held when it turns out to be typing', () => {
    const keys = keyboard(true).type('süt', 20);
    keys.rest();
    expect([keys.passed, keys.typed, keys.codes]).to.deep.equal(['sü', 't', []]);
  });

  it('leaves a price in a field to the field', () => {
    const keys = keyboard(true).type('1500,50', 2);
    expect(keys.press('Enter', 2).swallow).to.equal(false);
    expect([keys.codes, keys.passed + keys.typed]).to.deep.equal([[], '15<Enter>00,50']);
  });

  it('keeps a quantity typed before a scan apart from it, however fast both come', () => {
    const keys = keyboard().type('3*', 5).type(CODE, 5);
    keys.press('Enter', 5);
    expect([keys.typed, keys.codes]).to.deep.equal(['3*', [CODE]]);
  });

  it('takes a key held down for a finger', () => {
    const keys = keyboard();
    keys.press('0', 5);
    for (let n = 0; n < 10; n++) keys.press('0', 30, { repeat: true });
    keys.rest();
    expect([keys.codes, keys.typed]).to.deep.equal([[], '0'.repeat(11)]);
  });

  it('hears one scan though it hesitates in the middle', () => {
    const keys = keyboard().type('8690504', 5).type('1', 220).type('15113', 5);
    keys.press('Enter', 5);
    expect(keys.codes).to.deep.equal([CODE]);
  });

  it('puts a scan together that began haltingly, and tells how much of it was taken for typing', () => {
    const keys = keyboard().type('8', 5).type(CODE.slice(1), 5);
    const halting = keyboard().type('8', 5).type('6', 90).type(CODE.slice(2), 5);
    keys.press('Enter', 5);
    halting.press('Enter', 5);
    expect(keys.outcomes).to.deep.equal([{ kind: 'scan', code: CODE, typed: 0 }]);
    expect(halting.outcomes).to.deep.equal([{ kind: 'typed', text: '8' }, { kind: 'scan', code: CODE, typed: 1 }]);
  });

  it('never adds what a person typed to a code that is whole without it', () => {
    const keys = keyboard().type('12', 100).type(CODE[0]!, 140).type(CODE.slice(1), 5);
    keys.press('Enter', 5);
    expect([keys.typed, keys.codes]).to.deep.equal(['12', [CODE]]);
  });

  it('lets keys that are no characters go by, and ends what came before them', () => {
    const keys = keyboard().type(CODE, 5);
    expect(keys.press('F9', 5).swallow).to.equal(false);
    expect(keys.codes).to.deep.equal([CODE]);
    expect(keyboard().press('Enter', 5).swallow).to.equal(false);
  });

  it('ignores Shift inside a scan, and does not take Ctrl+V for a character', () => {
    const keys = keyboard().type('ABC', 5);
    keys.press('Shift', 1);
    keys.type('12345', 5).press('Enter', 5);
    expect(keys.codes).to.deep.equal(['ABC12345']);
    expect(keyboard().press('v', 5, { modified: true }).swallow).to.equal(false);
  });
});
