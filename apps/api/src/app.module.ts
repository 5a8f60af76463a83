import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AnswersModule } from './answers/answers.module.js';
import { BoardsModule } from './boards/boards.module.js';
import { CardsModule } from './cards/cards.module.js';
import { Clock } from './clock.js';
import { DatabaseModule } from './database/database.module.js';
import { ENV, type Env } from './env.js';
import { EventsModule } from './events/events.module.js';
import { FlowModule } from './flow/flow.module.js';
import { FormsModule } from './forms/forms.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { MailModule } from './mail/mail.module.js';
import { MembersModule } from './members/members.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OverridesModule } from './overrides/overrides.module.js';
import { PressureModule } from './pressure/pressure.module.js';
import { RequestsModule } from './requests/requests.module.js';

/** A folder a noun; each has its module here. */
const nouns = [
  MembersModule,
  BoardsModule,
  CardsModule,
  LimitsModule,
  OverridesModule,
  FlowModule,
  RequestsModule,
  AnswersModule,
  IntakeModule,
  NoticesModule,
  FormsModule,
  MailModule,
  PressureModule,
  EventsModule,
];

@Global()
@Module({})
export class AppModule {
  static with(env: Env, clock: Clock): DynamicModule {
    const settings = [
      { provide: ENV, useValue: env },
      { provide: Clock, useValue: clock },
    ];
    return {
      module: AppModule,
      imports: [DatabaseModule, HttpModule, HealthModule, ...nouns],
      providers: settings,
      exports: settings,
    };
  }
}
