import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessRepository } from './access.repository.js';
import { AccessService } from './access.service.js';
import { ProblemFilter } from './problem.filter.js';
import { ResultInterceptor } from './result.interceptor.js';
import { RouteTable } from './route-table.js';
import { SignedLinks } from './signed-links.js';
import { Tokens } from './tokens.js';
import { ValidationPipe } from './validation.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AccessRepository,
    AccessService,
    RouteTable,
    SignedLinks,
    Tokens,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ResultInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
  exports: [AccessService, RouteTable, SignedLinks, Tokens],
})
export class HttpModule {}
