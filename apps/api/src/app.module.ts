import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuditLogModule } from './audit-log/audit-log.module.js';
import { BoardsModule } from './boards/boards.module.js';
import { CalendarFeedsModule } from './calendar-feeds/calendar-feeds.module.js';
import { CardTemplatesModule } from './card-templates/card-templates.module.js';
import { CardsModule } from './cards/cards.module.js';
import { Clock } from './clock.js';
import { ColumnsModule } from './columns/columns.module.js';
import { CreditsModule } from './credits/credits.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DigestModule } from './digest/digest.module.js';
import { ENV, type Env } from './env.js';
import { EventsModule } from './events/events.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { FieldsModule } from './fields/fields.module.js';
import { FiguresModule } from './flow/figures/figures.module.js';
import { FlowModule } from './flow/flow.module.js';
import { ServiceLevelsModule } from './flow/service-levels/service-levels.module.js';
import { WhatIfModule } from './flow/what-if/what-if.module.js';
import { HealthModule } from './health/health.module.js';
import { KnownTokens } from './http/access/api-tokens.js';
import { Tokens } from './http/access/tokens.js';
import { Connections } from './http/connections/connections.js';
import { HttpModule } from './http/http.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { LabelsModule } from './labels/labels.module.js';
import { LeasesModule } from './leases/leases.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MailModule } from './mail/mail.module.js';
import { MyWorkModule } from './my-work/my-work.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { BreakersModule } from './outgoing-calls/breakers/breakers.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { PressureModule } from './pressure/pressure.module.js';
import { PruningModule } from './pruning/pruning.module.js';
import { PushModule } from './push/push.module.js';
import { RecurringCardsModule } from './recurring-cards/recurring-cards.module.js';
import { RequestsModule } from './requests/requests.module.js';
import { SavedViewsModule } from './saved-views/saved-views.module.js';
import { SearchModule } from './search/search.module.js';
import { SwimlanesModule } from './swimlanes/swimlanes.module.js';
import { TeamsModule } from './teams/teams.module.js';
import { TrialsModule } from './trials/trials.module.js';
import { WaitsModule } from './waits/waits.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';
import { WritesModule } from './writes/writes.module.js';

/** One module for each room of the domain. */
const rooms = [
  WorkspacesModule,
  TeamsModule,
  BoardsModule,
  ColumnsModule,
  SwimlanesModule,
  CardsModule,
  LeasesModule,
  LabelsModule,
  CardTemplatesModule,
  CalendarFeedsModule,
  RecurringCardsModule,
  CreditsModule,
  FieldsModule,
  SavedViewsModule,
  LimitsModule,
  PressureModule,
  FlowModule,
  FiguresModule,
  DigestModule,
  ServiceLevelsModule,
  WhatIfModule,
  TrialsModule,
  RequestsModule,
  WaitsModule,
  IntakeModule,
  NoticesModule,
  MailModule,
  PushModule,
  EventsModule,
  WebhooksModule,
  AuditLogModule,
  SearchModule,
  MyWorkModule,
  OverviewModule,
  PruningModule,
  ImportsModule,
  ExportsModule,
  OperationsModule,
];

@Global()
@Module({})
export class AppModule {
  static with(
    env: Env,
    clock: Clock,
    {
      tokens,
      knownTokens,
      connections,
    }: { tokens: Tokens; knownTokens: KnownTokens; connections: Connections },
  ): DynamicModule {
    const settings = [
      { provide: ENV, useValue: env },
      { provide: Clock, useValue: clock },
      { provide: Tokens, useValue: tokens },
      { provide: KnownTokens, useValue: knownTokens },
      { provide: Connections, useValue: connections },
    ];
    return {
      module: AppModule,
      imports: [DatabaseModule, BreakersModule, WritesModule, HttpModule, HealthModule, ...rooms],
      providers: settings,
      exports: settings,
    };
  }
}
