import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';

/** Milliseconds for an answer, and how often a name server is asked. */
const patience = { timeout: 2000, tries: 2 };

/** Names that no name server has. */
const ofThisMachine = /(?:^|\.)localhost\.?$/i;

/**
 * The addresses of a name, from the name servers of this machine or from these. `dns.lookup` asks them too, but in one of the few
 * threads that all lookups of the process share: names whose servers never answer would then delay everybody's webhooks. Files such
 * as `/etc/hosts` are not read: their names are internal.
 * @throws the error of the name server, with a `code` such as `ENOTFOUND`, `ENODATA`, `ESERVFAIL` or `ETIMEOUT`.
 */
export async function addressesOf(name: string, servers?: readonly string[]): Promise<LookupAddress[]> {
  if (ofThisMachine.test(name)) return [{ address: '127.0.0.1', family: 4 }];
  // A new one reads the machine's settings again: they can change while the API runs.
  const resolver = new Resolver(patience);
  if (servers) resolver.setServers(servers);
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [...foundIn(four, 4), ...foundIn(six, 6)];
  if (found.length === 0 && four.status === 'rejected') throw four.reason;
  return found;
}

function foundIn(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
}
