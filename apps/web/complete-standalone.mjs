// `output: 'standalone'` leaves out what a CDN could serve. Ours is served by the same process.
import { cpSync } from 'node:fs';

cpSync('.next/static', '.next/standalone/apps/web/.next/static', { recursive: true });
