import { expect } from 'chai';
import { commandOf, type Pressed } from '../../../plugins/pos/screens/keys.js';

const press = (key: string, more: Partial<Pressed> = {}) => commandOf({ key, code: '', ctrl: false, alt: false, shift: false, field: false, ...more });

describe('The keys of the till', () => {
  it('ask for what the buttons say, also while something is being typed', () => {
    const asked = ['F1', 'F2', 'F4', 'F5', 'F6', 'F9', 'F10', 'F11', 'Escape'].map(key => [press(key), press(key, { field: true })]);
    const wanted = ['help', 'search', 'quantity', 'discount', 'price', 'cash', 'card', 'split', 'back'];
    expect(asked).to.deep.equal(wanted.map(command => [command, command]));
  });

  it('have twins for browsers that keep function keys, by their place on the keyboard', () => {
    expect(press('¡', { alt: true, code: 'Digit1' })).to.equal('help');
    expect(press('0', { alt: true, code: 'Digit0' })).to.equal('card');
    expect(press('9', { alt: true, code: 'Digit9' })).to.equal('cash');
    expect(press('9', { alt: true, shift: true, code: 'Digit9' })).to.equal(undefined);
  });

  it('leave a field its own keys', () => {
    for (const key of ['Enter', 'Delete', 'ArrowUp', 'ArrowDown', 'Backspace', 'Home', 'End']) expect(press(key, { field: true }), key).to.equal(undefined);
    expect([press('Enter'), press('Delete'), press('ArrowUp')]).to.deep.equal(['confirm', 'remove', 'up']);
    expect([press('z', { ctrl: true }), press('z', { ctrl: true, field: true })]).to.deep.equal(['undo', undefined]);
  });

  it('reprint with Ctrl+P, and leave AltGr alone', () => {
    expect(press('P', { ctrl: true })).to.equal('reprint');
    expect(press('9', { ctrl: true, alt: true, code: 'Digit9' })).to.equal(undefined);
  });
});
