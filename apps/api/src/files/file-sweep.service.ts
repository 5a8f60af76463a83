import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../background/jobs.service.js';
import { Clock } from '../clock.js';
import { FileStore } from './file-store.js';
import { FileSweepRepository } from './file-sweep.repository.js';
import { Receiving, timeOf } from './receiving.js';

const anHour = 3600;

/**
 * Deletes the files that belong to no attachment and to no person's picture: those of deleted attachments, cards, workspaces
 * and pictures, and those whose write did not commit. A file younger than an hour stays, because its write may still commit. Several instances can sweep at once.
 */
@Injectable()
export class FileSweepService implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly store: FileStore,
    private readonly receiving: Receiving,
    private readonly repository: FileSweepRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every('files', anHour, (signal) => this.sweep(signal));
  }

  async sweep(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.now().getTime() - anHour * 1000);
    await this.receiving.sweep(before);
    for await (const files of this.store.list()) {
      if (signal?.aborted) return;
      const old = files.filter(({ id }) => timeOf(id) < before.getTime());
      for (const orphan of await this.repository.orphansOf(old)) await this.store.remove(orphan);
    }
  }
}
