import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { ArchivesService } from './archives.service.js';
import { ExportsController } from './exports.controller.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';
import { Snapshots } from './snapshot.js';

@Module({
  imports: [FilesModule],
  controllers: [ExportsController],
  providers: [ExportsService, ArchivesService, ExportsRepository, Snapshots],
})
export class ExportsModule {}
