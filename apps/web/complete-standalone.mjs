// `output: 'standalone'` leaves out what a CDN could serve. Ours is served by the same process, which `serve.mjs` starts.
import { cpSync } from 'node:fs';

cpSync('serve.mjs', '.next/standalone/apps/web/serve.mjs');
cpSync('.next/static', '.next/standalone/apps/web/.next/static', { recursive: true });
