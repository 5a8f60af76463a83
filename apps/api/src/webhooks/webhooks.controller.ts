import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  CreatedWebhook,
  NewWebhook,
  PageQuery,
  Webhook,
  WebhookChange,
  WebhookList,
  WebhookParams,
  WebhookReplay,
  WebhookRotation,
  WorkspaceParams,
} from '@weir/contract';
import { Allow } from '../http/access/allow.js';
import { Access } from '../http/access/caller.js';
import { IfMatch } from '../http/etag.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import { Versioned } from '../http/responses/versioned.js';
import type { Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WebhooksService } from './webhooks.service.js';

@Controller('v1/workspaces/:workspace/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Allow('manageWebhooks')
  @Answers('The webhooks of a workspace', { 200: WebhookList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<Result<WebhookList>> {
    return this.webhooks.list(access, page);
  }

  @Post()
  @Allow('manageWebhooks')
  @HttpCode(201)
  @Answers('Send what happens from now on to an address; its secret is in this answer only', {
    201: CreatedWebhook,
  })
  create(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
    @Body({ schema: NewWebhook }) webhook: NewWebhook,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreatedWebhook>> {
    return this.webhooks.create(access, webhook, key);
  }

  @Get(':webhook')
  @Allow('manageWebhooks')
  @Versioned()
  @Answers('A webhook, and how its receiver does', { 200: Webhook })
  read(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
  ): Promise<Result<Webhook>> {
    return this.webhooks.read(access, webhook);
  }

  @Patch(':webhook')
  @Allow('manageWebhooks')
  @Versioned()
  @Answers('Change a webhook, or turn it off and on', { 200: Webhook, refusals: ['precondition-failed'] })
  change(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
    @Body({ schema: WebhookChange }) change: WebhookChange,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Webhook>> {
    return this.webhooks.change(access, webhook, change, { version, key });
  }

  @Delete(':webhook')
  @Allow('manageWebhooks')
  @HttpCode(204)
  @Answers('Delete a webhook, with effect at once', { 204: null, refusals: ['precondition-failed'] })
  remove(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.webhooks.remove(access, webhook, { version, key });
  }

  @Post(':webhook/rotation')
  @Allow('manageWebhooks')
  @HttpCode(200)
  @Answers('Give a webhook a new secret; messages are signed with the one before too for a while', {
    200: CreatedWebhook,
  })
  rotate(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
    @Body({ schema: WebhookRotation.optional() }) rotation: WebhookRotation | undefined,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<CreatedWebhook>> {
    return this.webhooks.rotate(access, webhook, rotation ?? {}, key);
  }

  @Post(':webhook/replay')
  @Allow('manageWebhooks')
  @HttpCode(202)
  @Answers('Send everything since an instant again, in order', { 202: Webhook })
  replay(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
    @Body({ schema: WebhookReplay }) replay: WebhookReplay,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Webhook>> {
    return this.webhooks.replay(access, webhook, replay, key);
  }
}
