import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';
import { makeApplication } from '../../../dist/application.js';
import { PublicBoardsService } from '../../../dist/boards/public/public-boards.service.js';
import { SnapshotsService } from '../../../dist/boards/snapshot/snapshots.service.js';
import { FreeSlotsService } from '../../../dist/columns/free-slots/free-slots.service.js';
import { PriceDaysService } from '../../../dist/credits/prices/price-days.service.js';
import { ShownPrices } from '../../../dist/credits/prices/shown-prices.service.js';
import { EndedCreditsService } from '../../../dist/credits/rule/ended-credits.service.js';
import { Pool } from '../../../dist/database/pool.js';
import { readEnv } from '../../../dist/env.js';
import { FileSweepService } from '../../../dist/files/file-sweep.service.js';
import { FollowService } from '../../../dist/flow/figures/follow.service.js';
import { ScoringService } from '../../../dist/flow/scoring/scoring.service.js';
import { ShownForecasts } from '../../../dist/flow/scoring/shown-forecasts.service.js';
import { RiskAgesService } from '../../../dist/flow/service-levels/risk-ages.service.js';
import { Tokens } from '../../../dist/http/access/tokens.js';
import { documentOf } from '../../../dist/http/openapi/document.js';
import { RouteTable } from '../../../dist/http/route-table.js';
import { SignedLinks } from '../../../dist/http/signed-links.js';
import { ImportRunsService } from '../../../dist/imports/running/import-runs.service.js';
import { SweepService } from '../../../dist/intake/sweep.service.js';
import { LeaseSweepService } from '../../../dist/leases/lease-sweep.service.js';
import { DigestMailsService } from '../../../dist/mail/digest-mails.service.js';
import { MailService } from '../../../dist/mail/mail.service.js';
import { RequestMailsService } from '../../../dist/mail/request-mails.service.js';
import { PruningService } from '../../../dist/pruning/pruning.service.js';
import { PushesService } from '../../../dist/push/pushes.service.js';
import { RecurringSweepService } from '../../../dist/recurring-cards/recurring-sweep.service.js';
import { FormCleanupService } from '../../../dist/requests/guests/form-cleanup.service.js';
import { GuestPageService } from '../../../dist/requests/guests/guest-page.service.js';
import { EndingTrialsService } from '../../../dist/trials/ending-trials.service.js';
import { WaitChecksService } from '../../../dist/waits/settling/wait-checks.service.js';
import { WebhookSender } from '../../../dist/webhooks/sending/webhook-sender.service.js';
import { SetupService } from '../../../dist/workspaces/setup/setup.service.js';
import { AnswerSchemas } from '../answer-schemas.ts';
import { shared } from './shared.js';

const services = {
  FileSweepService,
  FreeSlotsService,
  FormCleanupService,
  ImportRunsService,
  DigestMailsService,
  EndedCreditsService,
  FollowService,
  RiskAgesService,
  LeaseSweepService,
  MailService,
  Pool,
  PriceDaysService,
  PruningService,
  PushesService,
  WaitChecksService,
  WebhookSender,
  RequestMailsService,
  RouteTable,
  EndingTrialsService,
  ScoringService,
  ShownForecasts,
  ShownPrices,
  GuestPageService,
  PublicBoardsService,
  SetupService,
  SignedLinks,
  SnapshotsService,
  RecurringSweepService,
  SweepService,
  Tokens,
};
let schemas;

/**
 * A timer keeps the async context in which it was set. One of the API would keep all that the test file loaded in memory, and
 * so would settings that are an object of the test file.
 */
const outsideOfTests = AsyncLocalStorage.snapshot();
const makeApplicationOutside = (env, clock) => outsideOfTests(makeApplication, { ...env }, clock);

/**
 * Jest's own environment plus the built API. Jest loads every module again for each test file, which took most of a
 * file's time. The API and the schemas of its answers are loaded here, once per worker.
 */
export default class Environment extends TestEnvironment {
  async setup() {
    await super.setup();
    // One Date for the tests and the API, so that a mocked one counts for both and `instanceof` works.
    this.global.Date = Date;
    this.global.sharedModules = shared;
    this.global.builtApi = {
      makeApplication: makeApplicationOutside,
      readEnv,
      serviceOf: (app, name) => app.get(services[name]),
      schemasOf(app) {
        schemas ??= new AnswerSchemas(JSON.parse(JSON.stringify(documentOf(app))));
        return schemas;
      },
    };
  }
}
