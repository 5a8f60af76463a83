import { Module } from '@nestjs/common';
import { NamedPartsRepository } from './named-parts.repository.js';
import { NamedPartsService } from './named-parts.service.js';
import { SearchController } from './search.controller.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

@Module({
  controllers: [SearchController],
  providers: [SearchService, SearchRepository, NamedPartsService, NamedPartsRepository],
  exports: [NamedPartsService],
})
export class SearchModule {}
