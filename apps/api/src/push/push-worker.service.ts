import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Jobs } from '../background/jobs.service.js';
import { ENV, type Env } from '../env.js';
import { Wakeups } from '../writes/wakeups.js';
import { PushKeys } from './push-keys.js';
import { PushesService } from './pushes.service.js';

/** Seconds between two checks of what is due, and milliseconds from a write of this instance to a check. */
const checkEvery = 10;
const soon = 300;

/** Delivers notices to devices: soon after a write of this instance, and every few seconds for other instances. */
@Injectable()
export class PushWorker implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Push');
  private stopListening = () => {};
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly host: HttpAdapterHost,
    private readonly jobs: Jobs,
    private readonly wakeups: Wakeups,
    private readonly pushes: PushesService,
    private readonly keys: PushKeys,
  ) {}

  onModuleInit(): void {
    if (!this.keys.isOn || this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('push', checkEvery, () => this.pushes.deliverDue());
    this.stopListening = this.wakeups.onWake(() => {
      this.timer ??= setTimeout(() => void this.check(), soon).unref();
    });
  }

  onApplicationBootstrap(): void {
    const { log } = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (!this.keys.isOn) log.info('no notices go to devices: WEIR_PUSH is off');
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    clearTimeout(this.timer);
    await this.pushes.stop();
  }

  private async check(): Promise<void> {
    this.timer = undefined;
    try {
      await this.pushes.deliverDue();
    } catch (error) {
      this.log.warn(`notices to devices wait: ${String(error)}`);
    }
  }
}
