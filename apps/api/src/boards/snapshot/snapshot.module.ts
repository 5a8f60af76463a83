import { Module } from '@nestjs/common';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';
import { KeptBoards } from './kept-boards.service.js';
import { SnapshotsRepository } from './snapshots.repository.js';
import { SnapshotsService } from './snapshots.service.js';

@Module({
  providers: [SnapshotsService, SnapshotsRepository, ChangesService, ChangesRepository, KeptBoards],
  exports: [SnapshotsService, ChangesService],
})
export class SnapshotModule {}
