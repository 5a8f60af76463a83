import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network by which callers are counted: an IPv4 address, or the /48 of an IPv6 address. A site, or a customer of a
 * host, is often given a whole /48 (RFC 6177), so a caller with one /64 of it may have all 65,536. Text that is not an address
 * (a proxy may pass on anything) counts as `unknown`.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(ip)?.[1];
  const address = mapped ?? ip;
  if (isIPv4(address)) return address;
  return isIPv6(address) ? `${groupsOf(address).slice(0, 3).join(':')}::/48` : 'unknown';
}

/** The eight groups of an IPv6 address, without leading zeros; a zone (`%eth0`) is left out. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = (address.split('%', 1)[0] as string).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  // An IPv4 address at the end is two groups.
  const written = left.length + right.length + (address.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? [] : Array<string>(8 - written).fill('0');
  return [...left, ...zeros, ...right].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
}
