import { Inject, Injectable } from '@nestjs/common';
import type {
  ChooseNoticeMailTimes,
  MarkNoticesRead,
  NoticeChoices,
  NoticeChoicesChange,
  NoticeList,
  NoticeMailTimes,
  NoticeQuery,
  NoticeSettings,
  NoticeSettingsChange,
  PushChoices,
  PushChoicesChange,
  UnreadNotices,
} from '@weir/contract';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import { ENV, type Env } from '../env.js';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { ok, type Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { NoticesRepository } from './notices.repository.js';

const entryShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The caller's own notices. They are worded when they are read, in the language of the call. */
@Injectable()
export class NoticesService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: NoticesRepository,
    private readonly writer: WorkspaceWriter,
    private readonly clock: Clock,
  ) {}

  async list(access: Access, { cursor, size = 50, state }: NoticeQuery): Promise<Result<NoticeList>> {
    const name = readCursor(cursor, entryShape);
    const after = name === null ? null : { at: name.slice(0, 24), id: name.slice(25) };
    const unreadOnly = state === 'unread';
    const { unread, rows } = await this.repository.page(access, { after, unreadOnly, size: size + 1 });
    const page = pageOf(rows, size, ({ notice }) => `${notice.at}:${notice.id}`);
    return ok({
      items: page.items.map(({ notice, facts }) => ({
        ...notice,
        kind: facts.kind,
        title: codedText('noticeTitle', facts),
        text: codedText('noticeText', facts),
      })),
      nextCursor: page.nextCursor,
      unread,
      mail: this.env.WEIR_SMTP_URL !== undefined,
    });
  }

  /** Ignores notices of others and those already read. With a key the answer is kept for a retry. */
  async markRead(
    access: Access,
    { ids }: MarkNoticesRead,
    key: WriteKey | null,
  ): Promise<Result<UnreadNotices>> {
    const read = { ids: ids ?? null, at: this.clock.now() };
    if (!key) return ok(await this.repository.markRead(access, read));
    return this.writer.write({ workspaceId: access.workspaceId, key }, async ({ tx }) =>
      ok(await this.repository.markRead(access, read, tx)),
    );
  }

  async settings(access: Access): Promise<Result<NoticeSettings>> {
    return ok(await this.repository.settings(access));
  }

  /** The new choice also decides about mails that are not sent yet. */
  changeSettings(
    access: Access,
    change: NoticeSettingsChange,
    key: WriteKey | null,
  ): Promise<Result<NoticeSettings>> {
    return this.writer.write({ workspaceId: access.workspaceId, key }, async ({ tx }) => {
      await this.repository.changeSettings(tx, access, change);
      return ok(await this.repository.settings(access, tx));
    });
  }

  async choices(access: Access): Promise<Result<NoticeChoices>> {
    return ok(await this.repository.choices(access));
  }

  /** The new choice also decides about mails that are not sent yet. */
  choose(access: Access, change: NoticeChoicesChange, key: WriteKey | null): Promise<Result<NoticeChoices>> {
    return this.writer.write({ workspaceId: access.workspaceId, key }, async ({ tx }) =>
      ok(await this.repository.choose(tx, access, change)),
    );
  }

  async pushChoices(access: Access): Promise<Result<PushChoices>> {
    return ok(await this.repository.pushChoices(access));
  }

  /** The new choice also decides about what is not sent yet. */
  choosePush(access: Access, change: PushChoicesChange, key: WriteKey | null): Promise<Result<PushChoices>> {
    return this.writer.write({ workspaceId: access.workspaceId, key }, async ({ tx }) =>
      ok(await this.repository.choosePush(tx, access, change)),
    );
  }

  async mailTimes(access: Access): Promise<Result<NoticeMailTimes>> {
    return ok(await this.repository.mailTimes(access));
  }

  /** The new times also apply to mails that are not sent yet, except those that already wait for the old times. */
  chooseMailTimes(
    access: Access,
    times: ChooseNoticeMailTimes,
    key: WriteKey | null,
  ): Promise<Result<NoticeMailTimes>> {
    return this.writer.write({ workspaceId: access.workspaceId, key }, async ({ tx }) =>
      ok(await this.repository.chooseMailTimes(tx, access, times)),
    );
  }
}
