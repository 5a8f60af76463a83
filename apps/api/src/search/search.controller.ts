import { Controller, Get, Query } from '@nestjs/common';
import { SearchList, SearchQuery } from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { SearchService } from './search.service.js';

@Controller('v1/workspaces/:workspace/search')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Get()
  @Costs(5)
  @Allow('readBoards', 'readOwnRequests')
  @FiltersBoards()
  @Answers('Search the cards, requests and comments that the caller may read; refs and misspelt words too', {
    200: SearchList,
  })
  find(@Access() access: Access, @Query({ schema: SearchQuery }) query: SearchQuery): Promise<SearchList> {
    return this.search.find(access, query);
  }
}
