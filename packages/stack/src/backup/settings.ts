import { resolve } from 'node:path';
import { readSettings, type Settings } from '../installation/settings.js';
import { Trouble } from '../trouble.js';

export interface BackupSettings {
  settings: Settings;
  /** The folder of the backups. */
  backupDir: string;
  /** The folder of attachments; null: they are in a bucket. */
  filesDir: string | null;
  /** How many backups are kept. */
  keep: number;
  /** Hours between two backups, and between two drills, while Weir runs; 0: none. */
  backupHours: number;
  drillHours: number;
}

export function readBackupSettings(env: NodeJS.ProcessEnv, root: string): BackupSettings {
  const settings = readSettings(env, root);
  const files = env.WEIR_FILES_DIR ? resolve(root, env.WEIR_FILES_DIR) : `${settings.dataDir}/files`;
  return {
    settings,
    backupDir: env.WEIR_BACKUP_DIR ? resolve(root, env.WEIR_BACKUP_DIR) : `${settings.dataDir}-backups`,
    filesDir: env.WEIR_S3_BUCKET ? null : files,
    keep: wholeNumber('WEIR_BACKUP_KEEP', env.WEIR_BACKUP_KEEP, 7, 1),
    backupHours: wholeNumber('WEIR_BACKUP_HOURS', env.WEIR_BACKUP_HOURS, 24, 0),
    drillHours: wholeNumber('WEIR_DRILL_HOURS', env.WEIR_DRILL_HOURS, 168, 0),
  };
}

/** A setting or an option of a command, from `least` to 10,000. */
export function wholeNumber(
  name: string,
  value: string | undefined,
  otherwise: number,
  least: number,
): number {
  if (!value) return otherwise;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= 10_000) return number;
  throw new Trouble(
    `${name} is "${value}".`,
    `It is a whole number from ${least} to 10000.`,
    `Set another, or leave it unset for ${otherwise}.`,
  );
}

/** The commands are for the embedded database only. */
export function assertEmbedded({ settings }: BackupSettings): void {
  if (!settings.databaseUrl) return;
  throw new Trouble(
    'This command is for the embedded database only.',
    'DATABASE_URL is set, so Weir uses a PostgreSQL of your own, which has programs for this.',
    'See docs/operations/backup.md: pg_dump, pgBackRest with point-in-time recovery, and the drill.',
  );
}
