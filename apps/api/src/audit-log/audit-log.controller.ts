import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { AuditFilters, AuditLog, AuditQuery, WorkspaceParams } from '@weir/contract';
import { z } from 'zod';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import type { Result } from '../result.js';
import { AuditLogService } from './audit-log.service.js';

/** What happened in a workspace, on its boards and outside them. */
@Controller('v1/workspaces/:workspace')
export class AuditLogController {
  constructor(private readonly auditLog: AuditLogService) {}

  @Get('audit')
  @Costs(5)
  @Allow('readAuditLog')
  @Answers('Who changed what and when: on all boards, among members, invitations and settings', {
    200: AuditLog,
  })
  read(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<Result<AuditLog>> {
    return this.auditLog.read(access, query);
  }

  @Get('audit.csv')
  @Costs(50)
  @Allow('readAuditLog')
  @Answers('The audit log as CSV: one row per event, newest first', { 200: z.string(), as: 'text/csv' })
  file(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: AuditFilters }) filters: AuditFilters,
  ): StreamableFile {
    const { name, csv } = this.auditLog.file(access, filters);
    return new StreamableFile(csv, {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
