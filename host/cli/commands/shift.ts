import { createToken, type Scope } from '@sontechsp/sdk';
import type { Host } from '../../boot.js';
import { readArgs, required } from '../args.js';
import { CommandError, UsageError, type Command } from '../command.js';
import { operatorAt } from '../places.js';
import { withHost } from '../with-host.js';

/** What this command asks of the plugin that keeps the tills; the host knows it only by the token's id. */
interface ShiftDesk {
  list(scope: Scope, which: 'open' | 'all'): Promise<ShiftLine[]>;
  close(scope: Scope, which: string, reason: string): Promise<ShiftLine>;
}
interface ShiftLine {
  readonly id: string;
  readonly till: string;
  readonly cashierName: string;
  readonly state: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly zNo: number | null;
  /** Kuruş, as the two below. */
  readonly expectedCash: number | null;
  readonly difference: number | null;
}
const ShiftDesk = createToken<ShiftDesk>('pos.shiftDesk');

function deskOf(host: Host): ShiftDesk {
  const owner = host.registry.installed.find(one => one.plugin.id === 'pos');
  if (owner?.state !== 'active') throw new CommandError(owner?.reason ?? "There is no plugin 'pos' whose shifts these would be.");
  return host.resolve(ShiftDesk);
}
const money = (kurus: number | null): string => (kurus === null ? '-' : (kurus / 100).toFixed(2));
const lineOf = (shift: ShiftLine): string => [
  shift.id, shift.till, shift.state, shift.openedAt, shift.closedAt ?? '-', shift.zNo === null ? '-' : `Z${shift.zNo}`,
  `expected ${money(shift.expectedCash)}`, `difference ${money(shift.difference)}`, shift.cashierName,
].join('  ');

export const shift: Command = {
  usage: 'list [--all] | close ID|TILL --reason TEXT   [--store CODE]',
  says: 'Lists the open shifts of a store, or closes one that nobody closed, without counting.',
  async run(call) {
    const { values, positionals: [verb, which, ...rest] } = readArgs({
      args: [...call.argv], options: { store: { type: 'string' }, reason: { type: 'string' }, all: { type: 'boolean' } }, allowPositionals: true,
    });
    if ((verb !== 'list' && verb !== 'close') || rest.length > 0 || (verb === 'list' && which !== undefined)) throw new UsageError('Say `list`, or `close` and which shift.');
    const closes = verb === 'close' ? { which: required(which, 'The shift or its till'), reason: required(values.reason, '--reason') } : undefined;
    return withHost(call, async host => {
      const scope = await operatorAt(host, values.store);
      const desk = deskOf(host);
      if (closes) {
        call.io.say(lineOf(await desk.close(scope, closes.which, closes.reason)));
        return 0;
      }
      const shifts = await desk.list(scope, values.all ? 'all' : 'open');
      for (const one of shifts) call.io.say(lineOf(one));
      if (shifts.length === 0) call.io.say(values.all ? 'There are no shifts yet.' : 'No shift is open.');
      return 0;
    });
  },
};
