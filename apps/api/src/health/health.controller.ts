import { Controller, Get, Res } from '@nestjs/common';
import type { Live, Ready } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/allow.js';
import { HealthService } from './health.service.js';

@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Public()
  live(): Live {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Ready> {
    const ready = await this.health.ready();
    void reply.status(ready.status === 'ready' ? 200 : 503);
    return ready;
  }
}
