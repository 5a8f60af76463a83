import { z } from 'zod';
import { LimitMax, LimitMin } from '../limits/limits.js';
import { Id } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant } from '../values/time.js';
import { LimitMode } from '../values/vocabulary.js';
import { Role } from '../workspace/roles.js';
import { ExportedBoard } from './exported-board.js';
import { ExportedCard, ExportedLink, ExportedWait } from './exported-card.js';
import { ExportedRequest } from './exported-request.js';

/** Identifies an export of Weir among other JSON files. */
export const exportFormat = 'weir-workspace';
/** Counts the changes of the format that an earlier reader would not understand. */
export const exportVersion = 1;
/** The files in the ZIP of an export: the JSON, and the contents of attachments. Those in `avatars/` are pictures of people. */
export const archiveNames = {
  json: 'workspace.json',
  attachment: (id: string) => `attachments/${id}`,
  avatars: 'avatars/',
};

/**
 * The people that the file names: members, people who left, and guests (requesters without an account). `role`: only of members.
 * `email`: the address of a member, or the one that a guest confirmed; not of people who left, nor of erased guests.
 * `service`: a service account, which has no address. Its tokens are not in the file.
 */
export const ExportedPerson = z
  .strictObject({
    id: Id,
    name: line(200),
    email: z.string().max(254).optional(),
    role: Role.optional(),
    guest: z.literal(true).optional(),
    service: z.literal(true).optional(),
  })
  .meta({ id: 'ExportedPerson' });
export type ExportedPerson = z.infer<typeof ExportedPerson>;

/** A team of the workspace. `memberIds` are members, not people who left. */
export const ExportedTeam = z
  .strictObject({ id: Id, name: line(60), createdAt: Instant, memberIds: z.array(Id).max(10_000) })
  .meta({ id: 'ExportedTeam' });
export type ExportedTeam = z.infer<typeof ExportedTeam>;

export const ExportedWorkspace = z.strictObject({
  slug: z.string().max(100),
  name: line(200),
  createdAt: Instant,
});

/** A person's limit across the workspace. */
export const ExportedLimit = z
  .strictObject({
    scope: z.literal('person'),
    userId: Id,
    across: z.literal('workspace'),
    max: LimitMax,
    min: LimitMin.optional(),
    mode: LimitMode,
  })
  .meta({ id: 'ExportedLimit' });
export type ExportedLimit = z.infer<typeof ExportedLimit>;

/**
 * A whole workspace as it was at one moment, `exportedAt`. Everything is named by its id. `limits`: those of people across the
 * workspace; the others are in their board. Older files have no `teams` and no `waits`. A list comes after the lists that it refers to.
 */
export const WorkspaceExport = z
  .strictObject({
    format: z.literal(exportFormat),
    version: z.literal(exportVersion),
    exportedAt: Instant,
    workspace: ExportedWorkspace,
    people: z.array(ExportedPerson),
    teams: z.array(ExportedTeam).optional(),
    boards: z.array(ExportedBoard),
    limits: z.array(ExportedLimit),
    requests: z.array(ExportedRequest),
    cards: z.array(ExportedCard),
    links: z.array(ExportedLink),
    waits: z.array(ExportedWait).optional(),
  })
  .meta({ id: 'WorkspaceExport' });
export type WorkspaceExport = z.infer<typeof WorkspaceExport>;
