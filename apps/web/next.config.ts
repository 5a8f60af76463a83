import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Changes with every change of the documents that a browser may keep. */
const contract = join(root, 'packages/contract/src');
const boardFormat = createHash('sha256');
for (const name of readdirSync(contract, { recursive: true, encoding: 'utf8' }).sort())
  if (name.endsWith('.ts')) boardFormat.update(readFileSync(join(contract, name)));

/** The app formats compiled messages, so that it needs no parser of them. */
const formatOnly = createRequire(createRequire(import.meta.url).resolve('@weir/words')).resolve(
  'use-intl/format-message/format-only',
);
const compiledMessages = {
  'use-intl/format-message': `./${relative(import.meta.dirname, formatOnly)}`,
  '@weir/words/catalogue': '@weir/words/compiled',
};

const boardPath = '/:workspace/:board([A-Z][A-Z0-9]*)';

const config: NextConfig = {
  env: { WEIR_BOARD_FORMAT: boardFormat.digest('hex').slice(0, 12) },
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root, resolveAlias: compiledMessages },
  // A build on CI is the first and the last of its checkout, so it would write the cache for nobody.
  experimental: { turbopackFileSystemCacheForBuild: !process.env.CI },
  poweredByHeader: false,
  // `lib/server/incoming.ts` compresses, and passes streams through unbuffered.
  compress: false,
  devIndicators: false,
  // `typecheck` is a task of its own, over the tests too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The start of a card's or a request's address, for people who shorten it.
  redirects: async () => [
    { source: `${boardPath}/cards`, destination: '/:workspace/:board', permanent: false },
    { source: `${boardPath}/requests`, destination: '/:workspace/:board/intake', permanent: false },
  ],
  // Where they differ from those of `response-headers.ts`.
  headers: async () => [
    {
      // The policy of its file is that of the service worker: it fetches what pages ask for.
      source: '/service-worker.js',
      headers: [
        { key: 'Content-Security-Policy', value: "default-src 'none'; connect-src 'self'" },
        { key: 'Cache-Control', value: 'no-cache' },
      ],
    },
    {
      // The pages of next-auth have inline styles.
      source: '/api/auth/:path*',
      headers: [
        {
          key: 'Content-Security-Policy',
          value:
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        },
      ],
    },
    {
      // Files of people: if a browser opens one as a page, it can do nothing.
      source:
        '/api/weir/v1/workspaces/:workspace/boards/:board/cards/:card/attachments/:id/:what(content|thumbnail)',
      headers: [
        {
          key: 'Content-Security-Policy',
          value: "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        },
      ],
    },
    {
      // Other sites show it as a picture.
      source: '/public/:link/badge.svg',
      headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
    },
    {
      // The address contains the token that stops somebody's mails.
      source: '/api/email/:path*',
      headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }],
    },
  ],
};

export default createNextIntlPlugin('./src/lib/server/next-intl.ts')(config);
