import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  CreatedInvitation,
  InvitationAcceptance,
  InvitationList,
  InvitationParams,
  InvitationPreview,
  InvitationReceipt,
  InvitationTokenParams,
  NewInvitation,
  PageQuery,
  Workspace,
  WorkspaceParams,
} from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Allow, Public, SignedIn } from '../../http/access/allow.js';
import { Access, Bearer, type TokenBearer } from '../../http/access/caller.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { CreatesAt } from '../../http/responses/location.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { InvitationsService } from './invitations.service.js';

@Controller('v1')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get('workspaces/:workspace/invitations')
  @Allow('manageMembers')
  @Answers('The invitations that can still be used', { 200: InvitationList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<InvitationList>> {
    return this.invitations.list(access, page);
  }

  @Post('workspaces/:workspace/invitations')
  @Allow('manageMembers')
  @Answers('Create an invitation link, which is shown only once', {
    200: CreatedInvitation,
    201: CreatedInvitation,
    refusals: ['already-member'],
  })
  async create(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewInvitation }) body: NewInvitation,
    @Idempotency() key: WriteKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<CreatedInvitation>> {
    const made = await this.invitations.create(access, body, key);
    if (made.ok && !made.value.isNew) void reply.status(200);
    return made;
  }

  @Post('workspaces/:workspace/invitations/:invitation/mails')
  @Allow('manageMembers')
  @HttpCode(202)
  @Answers('Mail the same link again to the address of an invitation, at most three times an hour', {
    202: InvitationReceipt,
    refusals: ['invitation-invalid', 'mail-not-set-up', 'rate-limited'],
  })
  sendAgain(
    @Access() access: Access,
    @Param({ schema: InvitationParams }) { invitation }: InvitationParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<InvitationReceipt>> {
    return this.invitations.sendAgain(access, invitation, key);
  }

  @Delete('workspaces/:workspace/invitations/:invitation')
  @Allow('manageMembers')
  @HttpCode(204)
  @Answers('Revoke an invitation', { 204: null, refusals: ['precondition-failed'] })
  revoke(
    @Access() access: Access,
    @Param({ schema: InvitationParams }) { invitation }: InvitationParams,
    @IfMatch() version: number | null,
  ): Promise<Result<void>> {
    return this.invitations.revoke(access, invitation, version);
  }

  @Get('invitations/:token')
  @Public()
  @Answers('What an invitation is for', {
    200: InvitationPreview,
    refusals: ['not-found', 'invitation-invalid'],
  })
  preview(
    @Bearer() bearer: TokenBearer | undefined,
    @Param({ schema: InvitationTokenParams }) { token }: InvitationTokenParams,
  ): Promise<Result<InvitationPreview>> {
    return this.invitations.preview(token, bearer);
  }

  @Post('invitations/:token/acceptance')
  @CreatesAt('/v1/workspaces/:workspace')
  @SignedIn()
  @Answers('Accept an invitation', {
    201: Workspace,
    refusals: ['not-found', 'invitation-invalid', 'invitation-needs-proof', 'precondition-failed'],
  })
  accept(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: InvitationTokenParams }) { token }: InvitationTokenParams,
    @Body({ schema: InvitationAcceptance }) body: InvitationAcceptance,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Workspace>> {
    return this.invitations.join(bearer.userId, { token, proof: body?.proof }, { version, key });
  }

  @Post('invitations/:token/mails')
  @Public()
  @HttpCode(202)
  @Answers('Mail the link again to the address that an invitation is for, at most three times an hour', {
    202: InvitationReceipt,
    refusals: ['not-found', 'invitation-invalid', 'mail-not-set-up', 'rate-limited'],
  })
  mailAgain(
    @Param({ schema: InvitationTokenParams }) { token }: InvitationTokenParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<InvitationReceipt>> {
    return this.invitations.mailAgain(token, key);
  }
}
