import { Injectable } from '@nestjs/common';
import type { CappedImport, ImportNote, ImportOutlook, ImportPlan, ImportSource } from '@weir/contract';
import type { ExportedBoard } from '@weir/contract/workspace-exports';
import { Clock } from '../../clock.js';
import { type Caps, CapsRepository } from '../caps.repository.js';
import type { ImportIds } from '../imports.repository.js';
import { cardsOverCaps } from '../planning/outlook.js';
import { TargetRepository } from '../target.repository.js';
import { fitLinks, fitTeams, oversized } from './fitting.js';
import { Mapping, peopleOf } from './mapping.js';
import { over, RequestsOutlookService } from './requests-outlook.service.js';
import { WorkspaceRepository } from './workspace.repository.js';
import { type CountedCards, WorkspaceOutlookRepository } from './workspace-outlook.repository.js';
import { WorkspaceTeamsRepository } from './workspace-teams.repository.js';

const megabyte = 1024 * 1024;

/** Predicts the result of importing a workspace by counting its records. */
@Injectable()
export class WorkspaceOutlookService {
  constructor(
    private readonly repository: WorkspaceRepository,
    private readonly counts: WorkspaceOutlookRepository,
    private readonly teams: WorkspaceTeamsRepository,
    private readonly requests: RequestsOutlookService,
    private readonly target: TargetRepository,
    private readonly caps: CapsRepository,
    private readonly clock: Clock,
  ) {}

  /** `here`: the keys of the boards that are here from an earlier import, by their refs in the file. */
  async outlook(
    ids: ImportIds,
    source: ImportSource,
    plan: ImportPlan,
    here: ReadonlyMap<string, string>,
  ): Promise<ImportOutlook> {
    const { workspaceId } = ids;
    const caps = await this.caps.caps(workspaceId);
    const chosen = chosenBoards(plan);
    const boards = await this.repository.records(ids, 'exportedBoard');
    const wanted = boards.filter(({ id }) => chosen.has(id));
    const people = peopleOf(source, plan, await this.repository.roles(workspaceId));
    const mapping = new Mapping(workspaceId, people, '', this.clock.now().toISOString());
    const assignable = [...people].flatMap(([ref, { canBeAssigned }]) => (canBeAssigned ? [ref] : []));
    const refs = new Map(boards.map(({ id }) => [id, mapping.id(id)]));
    const counted = (await this.counts.cards(ids, refs, assignable, caps)).filter(({ boardRef }) =>
      chosen.has(boardRef),
    );
    const isTaken = ({ archived }: CountedCards) => plan.archived || !archived;
    const added = counted.filter((each) => !each.here && isTaken(each));
    const ofCards = await this.cardsOverCaps(workspaceId, wanted, added, here, mapping, caps);
    const lost = ofCards.reduce((sum, { leftOut }) => sum + leftOut, 0);
    const cards = sumOf(added, 'cards');
    const existing = sumOf(
      counted.filter((each) => each.here && isTaken(each)),
      'cards',
    );
    const teams = await this.teamsOf(ids, mapping, caps);
    const ofRequests = await this.requests.overCaps(ids, wanted, mapping, caps);
    const found = (source.boards ?? []).reduce(
      (sum, board) => sum + (chosen.has(board.ref) ? board.requests : 0),
      0,
    );
    const requests = ofRequests.intake.reduce((sum, { leftOut }) => sum - leftOut, found);
    return {
      ...{ cards: cards - lost, existing, requests, leftOut: source.cards - cards - existing },
      full: fullColumns(
        wanted.filter(({ id, archivedAt }) => !here.has(id) && archivedAt === null),
        added,
      ),
      capped: [
        ...teams.capped,
        ...ofCards,
        ...ofRequests.capped,
        ...ofRequests.intake,
        ...(await this.linksOverCap(ids, chosen, caps.links)),
        ...(await this.filesOverCap(ids, [...chosen.keys()], here, caps.megabytes)),
        ...over('blocks', caps.blocks, cards, sumOf(added, 'blocks')),
      ],
      oversized: boards.flatMap((board) => (here.has(board.id) ? [] : (oversized(board, caps) ?? []))),
      files: {
        added: sumOf(counted.filter(isTaken), 'files'),
        missing: sumOf(counted.filter(isTaken), 'filesMissing'),
      },
      teams: { added: teams.added.length, matched: teams.matched },
      shortNames: 0,
      notes: notesOf(added),
    };
  }

  private async teamsOf(ids: ImportIds, mapping: Mapping, caps: Caps) {
    const teams = await this.repository.records(ids, 'exportedTeam');
    const members = (await this.target.members(ids.workspaceId)).map(({ id }) => id);
    return fitTeams(teams, await this.teams.here(ids.workspaceId), members, mapping, caps);
  }

  private async cardsOverCaps(
    workspaceId: string,
    boards: readonly ExportedBoard[],
    added: readonly CountedCards[],
    here: ReadonlyMap<string, string>,
    mapping: Mapping,
    caps: Caps,
  ): Promise<CappedImport[]> {
    const capped: CappedImport[] = [];
    for (const { id, name, columns } of boards) {
      const done = new Set(columns.flatMap((column) => (column.kind === 'done' ? [column.id] : [])));
      const ofBoard = added.filter(({ boardRef }) => boardRef === id);
      const open = ofBoard.filter(({ archived, columnRef }) => !archived && !done.has(columnRef));
      const load = here.has(id)
        ? await this.caps.ofBoard(workspaceId, mapping.id(id))
        : { cards: 0, allCards: 0 };
      const [first] = cardsOverCaps(
        name,
        { all: sumOf(ofBoard, 'cards'), open: sumOf(open, 'cards') },
        load,
        caps,
      ).toSorted((one, other) => other.leftOut - one.leftOut);
      if (first) capped.push(first);
    }
    return capped;
  }

  /** In MB. Files of boards that are here already can be here too, so they count for nothing. */
  private async filesOverCap(
    ids: ImportIds,
    chosen: readonly string[],
    known: ReadonlyMap<string, string>,
    max: number,
  ): Promise<CappedImport[]> {
    const { found, here } = await this.counts.fileBytes(
      ids,
      chosen.filter((ref) => !known.has(ref)),
    );
    const room = Math.max(0, max * megabyte - here);
    const inMegabytes = (bytes: number) => Math.ceil(bytes / megabyte);
    return over('megabytes', max, inMegabytes(found), inMegabytes(Math.max(0, found - room)));
  }

  private async linksOverCap(
    ids: ImportIds,
    chosen: ReadonlyMap<string, string>,
    max: number,
  ): Promise<CappedImport[]> {
    const links = (await this.repository.records(ids, 'exportedLink')).filter(
      ({ card, to }) => chosen.has(card.boardId) && chosen.has(to.boardId),
    );
    return over('links', max, links.length, fitLinks(links, new Map(), max).leftOut.length);
  }
}

/** The chosen boards of a plan, each with its key here. */
export function chosenBoards({ target }: ImportPlan): Map<string, string> {
  if (target.kind !== 'boards') return new Map();
  return new Map(target.boards.flatMap(({ ref, key }) => (key === null ? [] : [[ref, key] as const])));
}

type Count = 'files' | 'filesMissing' | 'cards' | 'unassigned' | 'labels' | 'items' | 'comments' | 'blocks';

function sumOf(counted: readonly CountedCards[], name: Count): number {
  return counted.reduce((sum, each) => sum + each[name], 0);
}

function notesOf(added: readonly CountedCards[]): ImportOutlook['notes'] {
  const notes: [ImportNote, Count][] = [
    ['unassigned', 'unassigned'],
    ['labelsLeftOut', 'labels'],
    ['itemsLeftOut', 'items'],
    ['commentsLeftOut', 'comments'],
  ];
  return notes.flatMap(([note, name]) => {
    const cards = sumOf(added, name);
    return cards > 0 ? [{ note, cards }] : [];
  });
}

/** Columns whose limit is below the cards that want in. */
function fullColumns(
  boards: readonly ExportedBoard[],
  added: readonly CountedCards[],
): ImportOutlook['full'] {
  return boards.flatMap(({ columns, limits, name }) =>
    limits.flatMap((limit) => {
      if (limit.scope !== 'column' || limit.mode === 'warn') return [];
      const entering = added.filter(({ columnRef, archived }) => columnRef === limit.columnId && !archived);
      const cards = sumOf(entering, 'cards');
      const column = columns.find(({ id }) => id === limit.columnId)?.name ?? '';
      const tooMany = cards - limit.max;
      return tooMany > 0 ? [{ column: `${name}: ${column}`, limit: limit.max, cards, tooMany }] : [];
    }),
  );
}
