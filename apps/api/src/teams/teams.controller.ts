import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  NewTeam,
  PageQuery,
  Team,
  TeamChange,
  TeamList,
  TeamMemberParams,
  TeamParams,
  WorkspaceParams,
} from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/responses/versioned.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { TeamsService } from './teams.service.js';

@Controller('v1/workspaces/:workspace/teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Get()
  @Allow('readMembers')
  @FiltersBoards()
  @Answers('The teams of a workspace, each with its members', { 200: TeamList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<TeamList>> {
    return this.teams.list(access, page);
  }

  @Post()
  @Allow('manageTeams')
  @HttpCode(201)
  @Versioned()
  @Answers('Create a team', { 201: Team, refusals: ['name-taken', 'cap-reached'] })
  add(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewTeam }) team: NewTeam,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Team>> {
    return this.teams.add(access, team, key);
  }

  @Get(':team')
  @Allow('readMembers')
  @FiltersBoards()
  @Versioned()
  @Answers('A team with its members', { 200: Team })
  read(@Access() access: Access, @Param({ schema: TeamParams }) { team }: TeamParams): Promise<Result<Team>> {
    return this.teams.read(access, team);
  }

  @Patch(':team')
  @Allow('manageTeams')
  @Versioned()
  @Answers('Rename a team', { 200: Team, refusals: ['name-taken', 'precondition-failed'] })
  rename(
    @Access() access: Access,
    @Param({ schema: TeamParams }) { team }: TeamParams,
    @Body({ schema: TeamChange }) { name }: TeamChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Team>> {
    return this.teams.rename(access, team, name, { version, key });
  }

  @Delete(':team')
  @Allow('manageTeams')
  @HttpCode(204)
  @Answers('Delete a team; its members stay in the workspace', {
    204: null,
    refusals: ['precondition-failed'],
  })
  remove(
    @Access() access: Access,
    @Param({ schema: TeamParams }) { team }: TeamParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.teams.remove(access, team, { version, key });
  }

  @Put(':team/members/:user')
  @Allow('manageTeams')
  @Versioned()
  @Answers('Add a member of the workspace to a team; again changes nothing', {
    200: Team,
    refusals: ['cap-reached', 'precondition-failed'],
  })
  addMember(
    @Access() access: Access,
    @Param({ schema: TeamMemberParams }) { team, user }: TeamMemberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Team>> {
    return this.teams.addMember(access, team, user, { version, key });
  }

  @Delete(':team/members/:user')
  @Allow('manageTeams')
  @Versioned()
  @Answers('Remove a member from a team', { 200: Team, refusals: ['precondition-failed'] })
  removeMember(
    @Access() access: Access,
    @Param({ schema: TeamMemberParams }) { team, user }: TeamMemberParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Team>> {
    return this.teams.removeMember(access, team, user, { version, key });
  }
}
