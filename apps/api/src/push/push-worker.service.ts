import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { OutboxWorker } from '../background/outbox-worker.service.js';
import { PushKeys } from './push-keys.js';
import { PushesService } from './pushes.service.js';

/** Starts the delivery of notices to devices where it is on, and logs if it is not. */
@Injectable()
export class PushWorker implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly worker: OutboxWorker,
    private readonly pushes: PushesService,
    private readonly keys: PushKeys,
  ) {}

  onModuleInit(): void {
    if (this.keys.isOn) this.worker.start('push', this.pushes);
  }

  onApplicationBootstrap(): void {
    const { log } = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (!this.keys.isOn) log.info('no notices go to devices: WEIR_PUSH is off');
  }
}
