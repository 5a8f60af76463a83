// The import rules of the architecture, enforced by dependency-cruiser (`pnpm check:arrows`).
// A path is a source file of the workspace or, if that package is not built, its bare name.
import { existsSync } from 'node:fs';

const database = '(^prisma/|^@weir/prisma|(^|/)node_modules/(pg|@prisma|@weir/prisma)/|^pg$|^@prisma/)';
const server = '(^apps/api/|^@weir/api|^prisma/|^@weir/prisma|(^|/)node_modules/(pg|@nestjs|@prisma)/)';

const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
});

const rooms = [
  never(
    'domain-does-no-io',
    'domain is pure: no runtime module, no clock, no framework.',
    '^packages/domain/src/',
    {
      dependencyTypes: ['core'],
    },
  ),
  never(
    'domain-imports-nothing',
    'domain imports no other package of the workspace.',
    '^packages/domain/src/',
    '^(apps|prisma|packages/(?!domain/))|^@weir/(?!domain)',
  ),
  never(
    'contract-knows-domain-only',
    'contract → domain.',
    '^packages/contract/src/',
    '^(apps|prisma|packages/(?!(contract|domain)/))|^@weir/(?!domain|contract)',
  ),
  never(
    'words-knows-contract-and-domain',
    'words → contract → domain.',
    '^packages/words/src/',
    '^(apps|prisma|packages/(?!(words|contract|domain)/))|^@weir/(?!words|contract|domain)',
  ),
  never(
    'client-is-published',
    'the client knows the API by its OpenAPI document alone: it is used outside of this repository.',
    '^packages/client/src/',
    '^(apps|prisma|packages/(?!client/))|^@weir/',
  ),
  never('packages-know-no-app', 'apps use packages, never the reverse.', '^(packages|prisma)/', '^apps/'),
  never('web-knows-no-server', 'web → contract → domain: the API is HTTP to it.', '^apps/web/src/', server),
  never('api-knows-no-web', 'the API does not know its callers.', '^apps/api/src/', '^(apps/web/|@weir/web)'),
];

const insideApi = [
  never(
    'sql-in-repositories-only',
    'Only repositories, writes/ and database/ use Prisma or SQL.',
    { path: '^apps/api/src/', pathNot: '(\\.repository\\.ts$|^apps/api/src/(database|writes)/)' },
    database,
  ),
  never(
    'controller-to-service',
    'A controller forwards to its service, never to a repository.',
    '^apps/api/src/.+\\.controller\\.ts$',
    '\\.repository\\.ts$',
  ),
  never(
    'service-knows-no-controller',
    'controller → service → repository, never back.',
    '^apps/api/src/.+\\.(service|repository)\\.ts$',
    '\\.controller\\.ts$',
  ),
  never(
    'repository-is-the-end',
    'A repository calls no service.',
    '^apps/api/src/.+\\.repository\\.ts$',
    '\\.service\\.ts$',
  ),
  never(
    'repositories-are-private',
    "A room uses another's service, never its repository.",
    '^apps/api/src/([^/]+)/',
    { path: '^apps/api/src/[^/]+/.*\\.repository\\.ts$', pathNot: '^apps/api/src/$1/' },
  ),
  never(
    'inner-repositories-are-private',
    'The same for rooms inside a room. All of them can use a repository beside them.',
    { path: '^apps/api/src/([^/]+)/([^/]+)/' },
    { path: '^apps/api/src/$1/[^/]+/.*\\.repository\\.ts$', pathNot: '^apps/api/src/$1/$2/' },
  ),
  never(
    'inner-repositories-stay-inside',
    "What lies beside an inner room uses that room's service; only the module knows its repository.",
    { path: '^apps/api/src/([^/]+)/[^/]+$', pathNot: '\\.module\\.ts$' },
    '^apps/api/src/$1/[^/]+/.*\\.repository\\.ts$',
  ),
  {
    ...never(
      'rooms-one-way',
      'Two rooms must not need each other, directly or through others: cut them differently.',
      '^apps/api/src/',
      {
        circular: true,
      },
    ),
    scope: 'folder',
  },
];

/** The web's features in import order: each can use those after it. */
const features = ['settings', 'workspace', 'requests', 'board', 'limits'];

const insideWeb = [
  ...features
    .slice(1)
    .map((feature, at) =>
      never(
        `${feature}-knows-no-feature-above`,
        `${features.join(' → ')}.`,
        `^apps/web/src/features/${feature}/`,
        `^apps/web/src/features/(${features.slice(0, at + 1).join('|')})/`,
      ),
    ),
  {
    ...never(
      'web-folders-one-way',
      'Two folders must not need each other, directly or through others: cut them differently.',
      '^apps/web/src/',
      { circular: true },
    ),
    scope: 'folder',
  },
  never(
    'lib-at-the-bottom',
    'app → features → components → lib.',
    '^apps/web/src/lib/',
    '^apps/web/src/(app|features|components)/',
  ),
  never(
    'components-know-no-feature',
    'app → features → components → lib.',
    '^apps/web/src/components/',
    '^apps/web/src/(app|features)/',
  ),
  never(
    'features-know-no-route',
    'app → features → components → lib.',
    '^apps/web/src/features/',
    '^apps/web/src/app/',
  ),
];

/** A folder of a pure package is a noun. Two that need each other are one noun, or cut wrongly. */
const insidePackages = ['domain', 'contract'].map((name) => ({
  ...never(
    `${name}-folders-one-way`,
    'Two folders must not need each other, directly or through others: cut them differently.',
    `^packages/${name}/src/`,
    { circular: true },
  ),
  scope: 'folder',
}));

const webTsconfig = 'apps/web/tsconfig.json';

export default {
  forbidden: [
    ...rooms,
    ...insideApi,
    ...insideWeb,
    ...insidePackages,
    never('no-circles', 'Files that import each other are one file.', {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/|(^|/)dist/' },
    exclude: { path: '^(prisma|packages/client)/src/generated/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    // Needed only for the web's `@/` alias; other packages import by relative path or by name.
    ...(existsSync(webTsconfig) && { tsConfig: { fileName: webTsconfig } }),
  },
};
