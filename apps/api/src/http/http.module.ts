import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { AccessRepository } from './access/access.repository.js';
import { AccessService } from './access/access.service.js';
import { ApiTokens } from './access/api-tokens.js';
import { OutsidersInterceptor } from './access/outsiders.interceptor.js';
import { SessionUses } from './access/session-uses.js';
import { TokensGuard } from './access/tokens.guard.js';
import { IfMatchInterceptor } from './if-match.interceptor.js';
import { InvitationTokens } from './invitation-tokens.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RatesGuard } from './rates/rates.guard.js';
import { ResultInterceptor } from './responses/result.interceptor.js';
import { RouteTable } from './route-table.js';
import { SignedLinks } from './signed-links.js';
import { ValidationPipe } from './validation.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AccessRepository,
    AccessService,
    ApiTokens,
    InvitationTokens,
    RouteTable,
    SessionUses,
    SignedLinks,
    { provide: APP_FILTER, useClass: ProblemFilter },
    // Guards run in this order: what is too much is refused before any query but the one that finds whose a new token is.
    { provide: APP_GUARD, useClass: TokensGuard },
    { provide: APP_GUARD, useClass: RatesGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ResultInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IfMatchInterceptor },
    { provide: APP_INTERCEPTOR, useClass: OutsidersInterceptor },
    { provide: APP_PIPE, useClass: ValidationPipe },
  ],
  exports: [AccessService, InvitationTokens, RouteTable, SessionUses, SignedLinks],
})
export class HttpModule {}
