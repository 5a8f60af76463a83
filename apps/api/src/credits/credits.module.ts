import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { PolicyModule } from '../intake/policy/policy.module.js';
import { CreditAccountsController } from './accounts/accounts.controller.js';
import { CreditAccountsRepository } from './accounts/accounts.repository.js';
import { CreditAccountsService } from './accounts/accounts.service.js';
import { BoardPricesController } from './prices/board-prices.controller.js';
import { BoardPricesRepository } from './prices/board-prices.repository.js';
import { BoardPricesService } from './prices/board-prices.service.js';
import { CreditRefusalsService } from './prices/credit-refusals.service.js';
import { PriceDaysService } from './prices/price-days.service.js';
import { ShownPrices } from './prices/shown-prices.service.js';
import { CreditRuleController } from './rule/credit-rule.controller.js';
import { CreditRuleRepository } from './rule/credit-rule.repository.js';
import { CreditRuleService } from './rule/credit-rule.service.js';
import { EndedCreditsService } from './rule/ended-credits.service.js';

/** The experiment with a priced intake: its rule, the accounts of requesters and the prices of boards. */
@Module({
  imports: [PolicyModule, BackgroundModule],
  controllers: [CreditRuleController, CreditAccountsController, BoardPricesController],
  providers: [
    CreditRuleService,
    CreditRuleRepository,
    EndedCreditsService,
    CreditAccountsService,
    CreditAccountsRepository,
    BoardPricesService,
    BoardPricesRepository,
    PriceDaysService,
    ShownPrices,
    CreditRefusalsService,
  ],
  exports: [CreditRefusalsService],
})
export class CreditsModule {}
