import { Module } from '@nestjs/common';
import { BackgroundModule } from '../../background/background.module.js';
import { SearchModule } from '../../search/search.module.js';
import { BoardFiguresController } from './board-figures.controller.js';
import { FigureCardsController } from './figure-cards.controller.js';
import { FigureCardsRepository } from './figure-cards.repository.js';
import { FigureCardsService } from './figure-cards.service.js';
import { FiguresRepository } from './figures.repository.js';
import { FiguresService } from './figures.service.js';
import { FlowScopeRepository } from './flow-scope.repository.js';
import { FlowScopeService } from './flow-scope.service.js';
import { FollowService } from './follow.service.js';
import { WorkspaceFiguresController } from './workspace-figures.controller.js';

@Module({
  imports: [BackgroundModule, SearchModule],
  controllers: [BoardFiguresController, WorkspaceFiguresController, FigureCardsController],
  providers: [
    ...[FiguresService, FiguresRepository, FigureCardsService, FigureCardsRepository],
    ...[FlowScopeService, FlowScopeRepository, FollowService],
  ],
  exports: [FiguresService, FlowScopeService],
})
export class FiguresModule {}
