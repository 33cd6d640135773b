import type { Contributions } from '../../packages/descriptor.js';

/** What a plugin may do, in lines for the person who is about to install it. */
export function summaryOf(it: Contributions): string[] {
  const open = it.routes.filter(route => route.permission === 'public');
  const lines: (readonly [string, readonly string[]])[] = [
    ['requires', [...it.requires, ...it.optional.map(id => `${id} (if there)`)]],
    ['asks for', it.uses],
    ['tables', it.tables],
    ['taps', it.taps.map(tap => tap.hook)],
    ['hears of', it.subscribes.map(one => one.topic)],
    ['jobs', it.jobs.map(job => `${job.id} (${job.schedule})`)],
    ['works all the time', it.workers],
    ['partners', it.adapters.map(one => `${one.title} (${one.of})`)],
    ['permissions', it.permissions.map(one => one.id)],
    ['screens', it.screens.map(one => one.path)],
    ['never suspended', it.essential ? ['its failures refuse sales'] : []],
    ['open to anyone', open.map(route => `${route.method} ${route.path}`)],
  ];
  return lines.filter(([, list]) => list.length > 0).map(([what, list]) => `  ${`${what}:`.padEnd(16)}${list.join(', ')}`);
}
