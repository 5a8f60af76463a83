import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { ENV, type Env } from '../env.js';
import { Breakers } from '../outgoing-calls/breakers/breakers.service.js';
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
      inject: [ENV, Breakers],
      useFactory: makeStore,
    },
  ],
  exports: [FileStore, Receiving, Thumbnails],
})
export class FilesModule implements OnApplicationShutdown {
  constructor(@Inject(FileStore) private readonly store: FileStore) {}

  onApplicationShutdown(): void {
    this.store.close();
  }
}

/** Loads the client of S3 only where it is used. */
async function makeStore(env: Env, breakers: Breakers): Promise<FileStore> {
  if (!env.WEIR_S3_BUCKET) return new DiskStore(join(env.WEIR_FILES_DIR, 'kept'));
  const { S3Store } = await import('./s3-store.js');
  const { WEIR_S3_ENDPOINT: endpoint, WEIR_S3_BUCKET: bucket } = env;
  return new S3Store(env, breakers.of('storage', endpoint ? new URL(endpoint).host : `the bucket ${bucket}`));
}
