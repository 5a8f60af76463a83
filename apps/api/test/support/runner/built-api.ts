import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { makeApplication } from '../../../src/application.js';
import type { PublicBoardsService } from '../../../src/boards/public/public-boards.service.js';
import type { SnapshotsService } from '../../../src/boards/snapshot/snapshots.service.js';
import type { FreeSlotsService } from '../../../src/columns/free-slots/free-slots.service.js';
import type { PriceDaysService } from '../../../src/credits/prices/price-days.service.js';
import type { ShownPrices } from '../../../src/credits/prices/shown-prices.service.js';
import type { EndedCreditsService } from '../../../src/credits/rule/ended-credits.service.js';
import type { Pool } from '../../../src/database/pool.js';
import type { readEnv } from '../../../src/env.js';
import type { FileSweepService } from '../../../src/files/file-sweep.service.js';
import type { FollowService } from '../../../src/flow/figures/follow.service.js';
import type { ScoringService } from '../../../src/flow/scoring/scoring.service.js';
import type { ShownForecasts } from '../../../src/flow/scoring/shown-forecasts.service.js';
import type { RiskAgesService } from '../../../src/flow/service-levels/risk-ages.service.js';
import type { Tokens } from '../../../src/http/access/tokens.js';
import type { RouteTable } from '../../../src/http/route-table.js';
import type { SignedLinks } from '../../../src/http/signed-links.js';
import type { ImportRunsService } from '../../../src/imports/running/import-runs.service.js';
import type { SweepService } from '../../../src/intake/sweep.service.js';
import type { LeaseSweepService } from '../../../src/leases/lease-sweep.service.js';
import type { DigestMailsService } from '../../../src/mail/digest-mails.service.js';
import type { MailService } from '../../../src/mail/mail.service.js';
import type { RequestMailsService } from '../../../src/mail/request-mails.service.js';
import type { PruningService } from '../../../src/pruning/pruning.service.js';
import type { PushesService } from '../../../src/push/pushes.service.js';
import type { RecurringSweepService } from '../../../src/recurring-cards/recurring-sweep.service.js';
import type { FormCleanupService } from '../../../src/requests/guests/form-cleanup.service.js';
import type { GuestPageService } from '../../../src/requests/guests/guest-page.service.js';
import type { EndingTrialsService } from '../../../src/trials/ending-trials.service.js';
import type { WaitChecksService } from '../../../src/waits/settling/wait-checks.service.js';
import type { WebhookSender } from '../../../src/webhooks/sending/webhook-sender.service.js';
import type { SetupService } from '../../../src/workspaces/setup/setup.service.js';
import type { AnswerSchemas } from '../answer-schemas.js';

export type Services = {
  DigestMailsService: DigestMailsService;
  EndedCreditsService: EndedCreditsService;
  EndingTrialsService: EndingTrialsService;
  FileSweepService: FileSweepService;
  FreeSlotsService: FreeSlotsService;
  FormCleanupService: FormCleanupService;
  ImportRunsService: ImportRunsService;
  FollowService: FollowService;
  LeaseSweepService: LeaseSweepService;
  MailService: MailService;
  Pool: Pool;
  PriceDaysService: PriceDaysService;
  PruningService: PruningService;
  PushesService: PushesService;
  RecurringSweepService: RecurringSweepService;
  RequestMailsService: RequestMailsService;
  RiskAgesService: RiskAgesService;
  RouteTable: RouteTable;
  ScoringService: ScoringService;
  ShownForecasts: ShownForecasts;
  ShownPrices: ShownPrices;
  GuestPageService: GuestPageService;
  PublicBoardsService: PublicBoardsService;
  SetupService: SetupService;
  SignedLinks: SignedLinks;
  SnapshotsService: SnapshotsService;
  SweepService: SweepService;
  Tokens: Tokens;
  WaitChecksService: WaitChecksService;
  WebhookSender: WebhookSender;
};

/** The built API, which `environment.js` loads. */
type BuiltApi = {
  makeApplication: typeof makeApplication;
  readEnv: typeof readEnv;
  serviceOf<Name extends keyof Services>(app: NestFastifyApplication, name: Name): Services[Name];
  schemasOf(app: NestFastifyApplication): AnswerSchemas;
};

declare global {
  var builtApi: BuiltApi;
}
