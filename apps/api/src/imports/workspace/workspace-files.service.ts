import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import { AttachmentsService } from '../../cards/attachments/attachments.service.js';
import { fileName } from '../../files/file-name.js';
import { Receiving } from '../../files/receiving.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { type Result, refuse } from '../../result.js';
import { StorageUnavailable } from '../../storage-unavailable.js';
import { ImportArchivesService } from '../archives.service.js';
import { endOf, type RunEnd } from '../outcomes.js';
import { ProgressRepository } from '../progress.repository.js';
import type { Archive } from '../reading/archive.js';
import type { Run } from './run.js';
import { type CardWithFiles, WorkspaceRepository } from './workspace.repository.js';

const batch = 20;
/** Refusals of one file: it is damaged or too large, its card was deleted, or a cap leaves no room. Others end the run. */
const leavesOut: ReadonlySet<string> = new Set([
  'malformed',
  'invalid',
  'too-large',
  'not-found',
  'cap-reached',
]);
type File = CardWithFiles['attachments'][number];

/**
 * Imports the attachments of a workspace from the ZIP of its export, one after another. Those that are here already stay, so a run
 * after a crash repeats nothing. What can't be stored is left out, and the report says so.
 */
@Injectable()
export class WorkspaceFilesService {
  constructor(
    private readonly repository: WorkspaceRepository,
    private readonly archives: ImportArchivesService,
    private readonly attachments: AttachmentsService,
    private readonly receiving: Receiving,
    private readonly progress: ProgressRepository,
  ) {}

  async run(run: Run, isOver: () => boolean): Promise<RunEnd> {
    const [first] = await this.repository.cardsWithFiles(run.ids, 0, 1);
    if (!first) return 'done';
    try {
      return await this.archives.reading(run.ids, (archive) => this.addAll(run, archive, isOver));
    } catch (error) {
      // The storage can be back soon.
      if (error instanceof StorageUnavailable) return 'later';
      throw error;
    }
  }

  private async addAll(run: Run, archive: Archive | null, isOver: () => boolean): Promise<RunEnd> {
    const { ids, mapping } = run;
    for (let after = 0; !isOver(); ) {
      const cards = await this.repository.cardsWithFiles(ids, after, batch);
      if (cards.length === 0) return 'done';
      const files = cards.flatMap(({ attachments }) => attachments.map(({ id }) => mapping.fileId(id)));
      const here = await this.repository.attachments(ids.workspaceId, files);
      for (const card of cards) {
        const missing = card.attachments.filter(({ id }) => !here.has(mapping.fileId(id)));
        for (const file of missing) {
          if (isOver()) return 'later';
          const added = await this.add(run, archive, card, file);
          if (added.ok) continue;
          if (!leavesOut.has(added.refusal.code)) return endOf(added.refusal.code);
          await this.progress.note(ids, [card.ref], 'filesLeftOut');
        }
        after = card.place;
      }
    }
    return 'later';
  }

  private async add(
    { ids, row, mapping, boards, workspaceSlug }: Run,
    archive: Archive | null,
    { ref, boardRef }: CardWithFiles,
    { id, name, by, at, bytes }: File,
  ): Promise<Result<void>> {
    const board = boards.get(boardRef);
    const content = archive?.readFile(id);
    if (!board || !content) return refuse('not-found');
    const access: BoardAccess = {
      ...{ workspaceId: ids.workspaceId, workspaceSlug, boardId: board.id, boardKey: board.key },
      ...{ userId: row.by.id, userName: row.by.name, sessionId: '', role: 'manager' },
      roles: allowedRoles.manageBoards,
    };
    const facts = {
      ...{ id: mapping.fileId(id), cardId: mapping.id(ref), name: fileName(name) },
      ...{ by: mapping.person(by) ?? row.by.id, at: new Date(mapping.past(at)) },
    };
    return this.receiving.receive(content, bytes, (received) =>
      this.attachments.import(access, facts, received),
    );
  }
}
