import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsService } from './exports.service.js';
import { Snapshots } from './snapshot.js';

@Module({
  imports: [FilesModule],
  controllers: [ExportsController],
  providers: [ExportsService, ExportsRepository, Snapshots],
})
export class ExportsModule {}
