import { z } from 'zod';
import { page } from '../values/lists.js';
import { WorkspaceSlug } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant } from '../values/time.js';
import { Role } from './roles.js';

export const Workspace = z
  .strictObject({
    slug: WorkspaceSlug,
    name: z.string(),
    role: Role,
    /** Only of the demo, where it can be started afresh: when its history ends. Its dates have passed a day later. */
    demoSeededAt: Instant.optional(),
    /** Only while requests have a price there. */
    pricedIntake: z.literal(true).optional(),
    /** Only of an archived workspace whose deletion is planned: when it will be deleted for good. */
    deleteAt: Instant.optional(),
  })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceList = page(Workspace).meta({ id: 'WorkspaceList' });
export type WorkspaceList = z.infer<typeof WorkspaceList>;

/** Addresses that the web app uses itself, and addresses of the API, for installations with one name for both. */
export const reservedSlugs: readonly string[] = [
  'api',
  'email',
  'forms',
  'help',
  'invitations',
  'mcp',
  'problems',
  'public',
  'setup',
  'sign-in',
  'sign-up',
  'v1',
];

export const NewWorkspace = z
  .strictObject({
    slug: WorkspaceSlug.refine((slug) => !reservedSlugs.includes(slug), 'slugReserved'),
    name: line(80),
  })
  .meta({ id: 'NewWorkspace' });
export type NewWorkspace = z.infer<typeof NewWorkspace>;

const count = z.int().min(0);

/** The content that is deleted with an archived workspace. `undelivered`: cards of accepted requests that were not delivered. */
export const WorkspaceContent = z
  .strictObject({
    boards: count,
    cards: count,
    requests: count,
    undelivered: count,
    attachments: count,
    members: count,
    guests: count,
  })
  .meta({ id: 'WorkspaceContent' });
export type WorkspaceContent = z.infer<typeof WorkspaceContent>;

/** `name`: the workspace's, so that nobody deletes another one by mistake. */
export const WorkspaceDeletion = z
  .strictObject({ name: z.string().max(200) })
  .meta({ id: 'WorkspaceDeletion' });
export type WorkspaceDeletion = z.infer<typeof WorkspaceDeletion>;

/** A new name. The slug stays: links contain it. */
export const WorkspaceChange = z.strictObject({ name: line(80) }).meta({ id: 'WorkspaceChange' });
export type WorkspaceChange = z.infer<typeof WorkspaceChange>;
