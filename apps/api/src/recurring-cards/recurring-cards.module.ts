import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { CardTemplatesModule } from '../card-templates/card-templates.module.js';
import { OccurrencesService } from './occurrences.service.js';
import { RecurringCardsController } from './recurring-cards.controller.js';
import { RecurringCardsRepository } from './recurring-cards.repository.js';
import { RecurringCardsService } from './recurring-cards.service.js';
import { RecurringSweepService } from './recurring-sweep.service.js';

@Module({
  imports: [CardTemplatesModule, BackgroundModule],
  controllers: [RecurringCardsController],
  providers: [RecurringCardsService, RecurringCardsRepository, OccurrencesService, RecurringSweepService],
})
export class RecurringCardsModule {}
