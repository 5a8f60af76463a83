import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressesOf } from './name-servers.js';

/** All IPv6 addresses of the public internet are in it. Outside are, for example, `::7f00:1`, which contains 127.0.0.1. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Only machines in Azure reach it, for their settings, although it is a public address. */
const azureHost = '168.63.129.16';

/**
 * Whether an address is one of the public internet. All ranges that are reserved for something else are not: private, shared,
 * loopback and link-local networks, metadata services, multicast, and IPv6 forms that contain or tunnel an IPv4 address.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === azureHost) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

/** The host of an URL, if it is an address and not a name; null for a name. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

type Resolver = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const ask: Resolver = (name, _options, callback) => {
  addressesOf(name).then(
    (addresses) => callback(null, addresses),
    (error) => callback(error, []),
  );
};

/**
 * Resolves a name for one connection, and refuses it if any of its addresses is not public. The connection uses exactly these
 * addresses, so a name that resolves to another one later gains nothing.
 */
export function publicLookup(resolver: Resolver = ask): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const internal = addresses.find(({ address }) => !isPublic(address));
      const [first] = addresses;
      if (internal || !first) return callback(new InternalAddress(hostname), []);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

export class InternalAddress extends Error {
  constructor(host: string) {
    super(`${host} is not an address of the public internet`);
  }
}
