import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { createWords, type Words } from '@weir/words/catalogue';
import { withoutEnding } from '../../files/file-name.js';
import type { Access } from '../../http/access/caller.js';
import { csvOf } from '../../http/csv.js';
import { ok, type Result, refuse } from '../../result.js';
import { type ImportIds, ImportsRepository } from '../imports.repository.js';
import type { Outcome } from '../outcomes.js';
import { TargetRepository } from '../target.repository.js';
import { chosenBoards } from '../workspace/workspace-outlook.service.js';

/** `name`: the file name that a browser suggests. */
export type ReportFile = { name: string; csv: Readable };

/** Lists the result for each card of an import. */
@Injectable()
export class ReportService {
  constructor(
    private readonly repository: ImportsRepository,
    private readonly target: TargetRepository,
  ) {}

  /** One row per processed card, read and written in batches. */
  async write({ workspaceId }: Access, id: string, language: Language): Promise<Result<ReportFile>> {
    const ids = { workspaceId, importId: id };
    const row = await this.repository.find(ids);
    if (!row) return refuse('not-found');
    const board = row.board && (await this.target.board(workspaceId, { id: row.board.id }));
    const names = new Map([
      ...(board?.columns.map(({ id, name }) => [id, name] as const) ?? []),
      ...(await this.target.columnNames(workspaceId, [...chosenBoards(row.plan).values()])),
    ]);
    const csv = Readable.from(this.rows(ids, board?.key ?? '', names, createWords(language)), {
      objectMode: false,
    });
    return ok({ name: `${withoutEnding(row.name)}-import.csv`, csv });
  }

  private async *rows(ids: ImportIds, key: string, names: ReadonlyMap<string, string>, { t }: Words) {
    const headers = ['number', 'source', 'title', 'result', 'card', 'column', 'notes'] as const;
    yield csvOf([headers.map((name) => t(`imports.report.${name}`))], { bom: true });
    for await (const outcomes of this.repository.outcomes(ids))
      yield csvOf(
        outcomes.map((outcome) => [
          String(outcome.place),
          outcome.ref,
          outcome.title,
          t(`imports.results.${resultOf(outcome)}`),
          outcome.number ? refOf(outcome, key) : '',
          names.get(outcome.columnId ?? '') ?? '',
          notesOf(outcome, names, t).join(' '),
        ]),
      );
  }
}

/** `key`: that of the board, where the import has one. */
function refOf({ board, isRequest, number }: Outcome, key: string) {
  return `${board ?? key}-${isRequest ? 'R' : ''}${number}`;
}

function resultOf({ result, wantedId }: Outcome) {
  return result === 'created' && wantedId ? 'inQueue' : result;
}

/** Why a card or a request was refused, by the code of the refusal. Other codes mean a value that can't be stored. */
const reasons: Readonly<Record<string, 'cap' | 'limit' | 'intake' | 'archived'>> = {
  'cap-reached': 'cap',
  'wip-limit-reached': 'limit',
  'intake-queue-full': 'intake',
  'requester-quota-reached': 'intake',
  'form-places-taken': 'intake',
  'expedite-claim-waiting': 'intake',
  'board-archived': 'archived',
};

function notesOf(
  { result, wantedId, code, cap, max, notes }: Outcome,
  names: ReadonlyMap<string, string>,
  t: Words['t'],
): string[] {
  const column = names.get(wantedId ?? '') ?? '';
  const why = reasons[code ?? ''] ?? 'value';
  return [
    ...(result === 'created' && wantedId ? [t('imports.full', { column })] : []),
    ...(result === 'refused' && cap ? [t('refusals.capReached', { cap, max: max ?? 0 })] : []),
    ...(result === 'refused' && !cap ? [t('imports.refused', { why, column })] : []),
    ...(notes ?? []).map((note) => t(`imports.notes.${note}`)),
  ];
}
