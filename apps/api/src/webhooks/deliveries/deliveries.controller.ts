import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  Delivery,
  DeliveryDetail,
  DeliveryList,
  DeliveryParams,
  DeliveryQuery,
  WebhookParams,
} from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import { DeliveriesService } from './deliveries.service.js';

/** The log of a webhook. */
@Controller('v1/workspaces/:workspace/webhooks/:webhook')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Get('deliveries')
  @Allow('manageWebhooks')
  @Answers('What a webhook sent in the last 14 days, and what its receiver answered', { 200: DeliveryList })
  list(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
    @Query({ schema: DeliveryQuery }) query: DeliveryQuery,
  ): Promise<Result<DeliveryList>> {
    return this.deliveries.list(access, webhook, query);
  }

  @Get('deliveries/:delivery')
  @Allow('manageWebhooks')
  @Answers('A message with its body, and the last answer to it', { 200: DeliveryDetail })
  read(
    @Access() access: Access,
    @Param({ schema: DeliveryParams }) { webhook, delivery }: DeliveryParams,
  ): Promise<Result<DeliveryDetail>> {
    return this.deliveries.read(access, webhook, delivery);
  }

  @Post('deliveries/:delivery/replay')
  @Allow('manageWebhooks')
  @Costs(10)
  @HttpCode(200)
  @Answers('Send a message again, with the same id, and wait for the answer', { 200: Delivery })
  replay(
    @Access() access: Access,
    @Param({ schema: DeliveryParams }) { webhook, delivery }: DeliveryParams,
  ): Promise<Result<Delivery>> {
    return this.deliveries.replay(access, webhook, delivery);
  }

  @Post('test')
  @Allow('manageWebhooks')
  @Costs(10)
  @HttpCode(200)
  @Answers('Send a test message, also if the webhook is off, and wait for the answer', { 200: Delivery })
  test(
    @Access() access: Access,
    @Param({ schema: WebhookParams }) { webhook }: WebhookParams,
  ): Promise<Result<Delivery>> {
    return this.deliveries.test(access, webhook);
  }
}
