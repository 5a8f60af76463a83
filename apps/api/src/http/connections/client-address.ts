import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isSameText } from '../constant-time.js';
import type { Connections } from './connections.js';

/** The browser's address, as the web's server names it: `<address> <signature>`. */
const header = 'x-weir-client';

/**
 * Gives requests of the web's server the browser's address. The server signs it with the secret that it shares with us,
 * so nobody else can name an address. For every other caller the address is the connection's, or what the trusted
 * proxies forward.
 */
export function readClientAddress(fastify: FastifyInstance, secret: string, connections: Connections): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const named = request.headers[header];
    const address = typeof named === 'string' ? verified(named, secret) : null;
    if (address) {
      Object.defineProperty(request, 'ip', { value: address });
      connections.exempt(request.raw.socket);
    }
    done();
  });
}

function verified(named: string, secret: string): string | null {
  const [address = '', signature = ''] = named.split(' ');
  if (isIP(address) === 0) return null;
  return isSameText(signature, signatureOf(address, secret)) ? address : null;
}

function signatureOf(address: string, secret: string): string {
  return createHmac('sha256', secret).update(`client:${address}`).digest('base64url');
}
