import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Generator } from './generator.js';
import type { Order, Results } from './generator-process.js';

/**
 * The process of the generator. It takes one order at a time and ends with its parent. It shares the machine with the servers, so it
 * runs at a higher priority if the system allows that.
 */
raisePriority();
process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});

let generator: Generator;

/** Needs privileges. Without them the measured lag shows whether the generator was fast enough. */
function raisePriority(): void {
  try {
    setPriority(-20);
    // Linux first shares the CPU among sessions (sched(7), autogroup). The process leads its own session.
    writeFileSync('/proc/self/autogroup', '-20');
  } catch {}
}

async function obey(order: Order): Promise<Results[Order['do']]> {
  switch (order.do) {
    case 'begin':
      generator = new Generator(order.world, order.seed);
      await generator.signIn();
      return null;
    case 'addWaiting':
      generator.addWaiting(order.paths);
      return null;
    case 'closed':
      return generator.closed(order.clients, order.seconds, order.of);
    case 'open':
      return generator.open(order.perSecond, order.seconds, order.normal, order.patient);
    case 'end':
      await generator.close();
      return null;
  }
}
