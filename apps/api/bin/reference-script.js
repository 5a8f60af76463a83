// Writes `dist/reference/scalar.js`, the script of the API reference. It is inside of Scalar's plugin for Fastify, which keeps all of its
// five megabytes in memory. So the build takes it out, and the server sends it as a file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import scalar from '@scalar/fastify-api-reference';
import Fastify from 'fastify';

const folder = fileURLToPath(new URL('../dist/reference/', import.meta.url));
const fastify = Fastify();
await fastify.register(scalar, { routePrefix: '/reference', configuration: { url: '/openapi.json' } });
const { statusCode, rawPayload } = await fastify.inject('/reference/js/scalar.js');
if (statusCode !== 200) throw new Error(`the plugin has no script: ${statusCode}`);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}scalar.js`, rawPayload);
await fastify.close();
