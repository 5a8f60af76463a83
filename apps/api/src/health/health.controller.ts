import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { LiveStatus, ReadyStatus } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/access/allow.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { HealthService } from './health.service.js';
import { MetricsService } from './metrics.service.js';

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: MetricsService,
  ) {}

  @Get('health/live')
  @Public()
  @Answers('Whether the process is running', { 200: LiveStatus })
  live(): LiveStatus {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Public()
  @Answers('Whether the instance is ready; 503 while it is not', { 200: ReadyStatus, 503: ReadyStatus })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyStatus> {
    const ready = await this.health.ready();
    void reply.status(ready.status === 'ready' ? 200 : 503);
    return ready;
  }

  @Get('metrics')
  @Public()
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  exposition(@Headers('authorization') authorization?: string): Promise<Result<string>> {
    return this.metrics.exposition(authorization);
  }
}
