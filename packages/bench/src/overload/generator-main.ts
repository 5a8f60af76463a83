import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Generator } from './generator.js';
import type { Order, Results } from './generator-process.js';

/**
 * The process of the generator: takes orders one after the other, and ends with its parent. It runs at a higher priority than the
 * servers where the system allows it, since it has no machine of its own.
 */
precedeOthers();
process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});

let generator: Generator;

/** Only a privileged person may. If it fails, the lag says whether it matters. */
function precedeOthers(): void {
  try {
    setPriority(-20);
    // Linux shares the CPU among sessions first (sched(7), autogroup), and the process leads its own.
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
