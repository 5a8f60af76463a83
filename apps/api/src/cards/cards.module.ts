import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { CardCommandsRepository } from './card-commands.repository.js';
import { CardsController } from './cards.controller.js';
import { CardsRepository } from './cards.repository.js';
import { CardsService } from './cards.service.js';
import { CommentsController } from './comments/comments.controller.js';
import { CommentsRepository } from './comments/comments.repository.js';
import { CommentsService } from './comments/comments.service.js';
import { MovesController } from './moving/bulk-moves.controller.js';
import { StandingController } from './standing.controller.js';
import { StandingRepository } from './standing.repository.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [LimitsModule],
  controllers: [CardsController, MovesController, StandingController, CommentsController],
  providers: [
    CardsService,
    CardCommandsRepository,
    CardsRepository,
    StandingService,
    StandingRepository,
    CommentsService,
    CommentsRepository,
  ],
  exports: [CardsService],
})
export class CardsModule {}
