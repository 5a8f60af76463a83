import { Readable } from 'node:stream';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import {
  Attachment,
  AttachmentList,
  AttachmentParams,
  BoardNumberParams,
  NewAttachmentQuery,
} from '@weir/contract';
import { create as disposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { notBytes, TakesFile } from '../../http/bodies/file-body.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { Refused, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { AttachmentsService, type Download } from './attachments.service.js';
import { shownTypes } from './content-type.js';

/** A browser that opens a file as a page runs nothing and loads nothing. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

@Controller('v1/workspaces/:workspace/boards/:board/cards/:number/attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Get()
  @Allow('readBoards')
  @Answers('The files of a card, oldest first', { 200: AttachmentList })
  list(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
  ): Promise<Result<AttachmentList>> {
    return this.attachments.list(access, number);
  }

  @Post()
  @HttpCode(201)
  @Allow('attachFiles')
  @TakesFile()
  @Costs(10)
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers('Add a file to a card: the body is its bytes', {
    201: Attachment,
    refusals: ['precondition-failed', 'board-archived'],
  })
  async add(
    @Access() access: BoardAccess,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Query({ schema: NewAttachmentQuery }) { name = '' }: NewAttachmentQuery,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
    @Req() { body, headers, ip }: FastifyRequest,
  ): Promise<Result<Attachment>> {
    if (!(body instanceof Readable)) throw new Refused(notBytes);
    const announced = Number(headers['content-length'] ?? 0);
    return this.attachments.add(access, number, { name, body, announced, ip }, { version, key });
  }

  @Get(':attachment/content')
  @Allow('readBoards')
  @Answers('The content of a file', { 200: z.string(), as: ['application/octet-stream', ...shownTypes] })
  async read(
    @Access() access: BoardAccess,
    @Param({ schema: AttachmentParams }) { number, attachment }: AttachmentParams,
    @Req() { method, headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.attachments.read(access, number, attachment, method === 'HEAD');
    return send(found, headers, reply);
  }

  @Get(':attachment/thumbnail')
  @Allow('readBoards')
  @Answers('A small version of a picture', { 200: z.string(), as: shownTypes })
  async readThumbnail(
    @Access() access: BoardAccess,
    @Param({ schema: AttachmentParams }) { number, attachment }: AttachmentParams,
    @Req() { method, headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.attachments.readThumbnail(access, number, attachment, method === 'HEAD');
    return send(found, headers, reply);
  }

  @Delete(':attachment')
  @HttpCode(204)
  @Allow('attachFiles')
  @Answers('Delete a file: your own, or as a manager anyone’s', {
    204: null,
    refusals: ['precondition-failed', 'board-archived'],
  })
  remove(
    @Access() access: BoardAccess,
    @Param({ schema: AttachmentParams }) { number, attachment }: AttachmentParams,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<void>> {
    return this.attachments.remove(access, number, attachment, { version, key });
  }
}

/** Sends pictures for display, and everything else as a download. Always sends the whole file: `Range` is ignored. */
function send(
  found: Result<Download>,
  headers: FastifyRequest['headers'],
  reply: FastifyReply,
): StreamableFile {
  if (!found.ok) throw new Refused(found.refusal);
  const { name, type, bytes, isShown, content } = found.value;
  // Compression would drop Content-Length, and most files are compressed already.
  headers['accept-encoding'] = 'identity';
  void reply.headers({ 'content-security-policy': sandbox, 'accept-ranges': 'none' });
  return new StreamableFile(content, {
    type: isShown ? type : 'application/octet-stream',
    length: bytes,
    disposition: disposition(name, { type: isShown ? 'inline' : 'attachment' }),
  });
}
