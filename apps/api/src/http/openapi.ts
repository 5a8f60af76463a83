import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export function serveOpenApi(_app: NestFastifyApplication): void {}
