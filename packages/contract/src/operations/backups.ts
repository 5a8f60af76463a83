import { z } from 'zod';
import { Id } from '../values/names.js';
import { Instant } from '../values/time.js';

/**
 * What is wrong with a backup. `about`: the table or the board; for `unusable`, the message of the command, in English. `expected` and
 * `found` are numbers of rows, events, limits or files, or names of migrations.
 */
export const BackupFault = z
  .strictObject({
    code: z.enum([
      'unusable',
      'other-migration',
      'table-missing',
      'rows-differ',
      'content-differs',
      'board-missing',
      'board-differs',
      'events-missing',
      'limits-differ',
      'files-missing',
      'files-damaged',
    ]),
    about: z.string().nullable(),
    expected: z.string().nullable(),
    found: z.string().nullable(),
  })
  .meta({ id: 'BackupFault' });
export type BackupFault = z.infer<typeof BackupFault>;

const count = z.int().min(0);

/** The contents of the restored copy. `files`: attachments; null if they were not checked. */
export const RestoredFigures = z
  .strictObject({
    tables: count,
    rows: count,
    boards: count,
    limits: count,
    exceeded: count,
    files: count.nullable(),
    missingFiles: count.nullable(),
  })
  .meta({ id: 'RestoredFigures' });
export type RestoredFigures = z.infer<typeof RestoredFigures>;

/** A backup, or a drill, which restores a backup into a scratch database and checks what it has. */
export const BackupRun = z
  .strictObject({
    id: Id,
    kind: z.enum(['backup', 'drill']),
    at: Instant,
    milliseconds: count,
    isGood: z.boolean(),
    backup: z.string(),
    madeAt: Instant,
    bytes: count.nullable(),
    restored: RestoredFigures.nullable(),
    faults: z.array(BackupFault),
  })
  .meta({ id: 'BackupRun' });
export type BackupRun = z.infer<typeof BackupRun>;

/** The newest good runs, which can be older than `items`: the newest 20 of all. */
export const BackupReport = z
  .strictObject({
    goodBackup: BackupRun.nullable(),
    goodDrill: BackupRun.nullable(),
    items: z.array(BackupRun),
  })
  .meta({ id: 'BackupReport' });
export type BackupReport = z.infer<typeof BackupReport>;
