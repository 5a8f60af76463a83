import { Module } from '@nestjs/common';
import { Jobs } from './jobs.service.js';
import { OutboxWorker } from './outbox-worker.service.js';

@Module({ providers: [Jobs, OutboxWorker], exports: [Jobs, OutboxWorker] })
export class BackgroundModule {}
