import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { ENV, type Env } from '../env.js';
import { DiskStore } from './disk-store.js';
import { FileStore } from './file-store.js';
import { FileSweepRepository } from './file-sweep.repository.js';
import { FileSweepService } from './file-sweep.service.js';
import { Receiving } from './receiving.js';
import { Thumbnails } from './thumbnails.js';

@Module({
  imports: [BackgroundModule],
  providers: [
    Receiving,
    Thumbnails,
    FileSweepRepository,
    FileSweepService,
    {
      provide: FileStore,
      inject: [ENV],
      useFactory: (env: Env) => new DiskStore(join(env.WEIR_FILES_DIR, 'kept')),
    },
  ],
  exports: [FileStore, Receiving, Thumbnails],
})
export class FilesModule {}
