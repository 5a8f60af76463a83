import type { PropertyTexts } from './property-texts.js';

/** Backups and drills. */
export const operationsTexts: PropertyTexts = {
  'BackupFault.about': [
    'The table or the board; for `unusable`, the message of the command, in English.',
    'notices',
  ],
  'BackupFault.code': ['What is wrong.', 'rows-differ'],
  'BackupFault.expected': ['What it must have.', '338'],
  'BackupFault.found': ['What it has.', '337'],
  'BackupReport.goodBackup': 'The last good backup; null: none.',
  'BackupReport.goodDrill': 'The last good drill; null: none.',
  'BackupReport.items': 'The newest 20 backups and drills, newest first.',
  'BackupRun.at': 'When it ended.',
  'BackupRun.backup': ['The name of the backup.', 'weir-20261203T101500Z'],
  'BackupRun.bytes': ['The size of the backup; null: unknown.', 6992565],
  'BackupRun.faults': 'What is wrong; none if it is good.',
  'BackupRun.isGood': 'Whether nothing is wrong.',
  'BackupRun.kind': '`drill`: a backup was restored into a scratch database and compared.',
  'BackupRun.madeAt': 'When the backup was made.',
  'BackupRun.milliseconds': ['How long it took.', 4100],
  'BackupRun.restored': 'What the restored copy had; null if it could not be read.',
  'RestoredFigures.boards': ['Boards.', 3],
  'RestoredFigures.exceeded': ['How many of these limits were exceeded.', 0],
  'RestoredFigures.files': ['Attachments; null: not looked at.', 12],
  'RestoredFigures.limits': ['Limits that refuse.', 17],
  'RestoredFigures.missingFiles': ['Attachments without their file; null: not looked at.', 0],
  'RestoredFigures.rows': ['Rows of all tables.', 4721],
  'RestoredFigures.tables': ['Tables.', 101],
};
