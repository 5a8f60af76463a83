import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { createWords, type Words } from '@weir/words/catalogue';
import { withoutEnding } from '../../files/file-name.js';
import type { Access } from '../../http/access/caller.js';
import { csvOf } from '../../http/csv.js';
import { ok, type Result, refuse } from '../../result.js';
import { type ImportIds, ImportsRepository, type Outcome } from '../imports.repository.js';
import { TargetRepository } from '../target.repository.js';

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
    const names = new Map(board?.columns.map((column) => [column.id, column.name]));
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
          outcome.number ? `${key}-${outcome.number}` : '',
          names.get(outcome.columnId ?? '') ?? '',
          notesOf(outcome, names, t).join(' '),
        ]),
      );
  }
}

function resultOf({ result, wantedId }: Outcome) {
  return result === 'created' && wantedId ? 'inQueue' : result;
}

function notesOf(
  { result, wantedId, code, notes }: Outcome,
  names: ReadonlyMap<string, string>,
  t: Words['t'],
): string[] {
  const column = names.get(wantedId ?? '') ?? '';
  const why = code === 'cap-reached' ? 'cap' : code === 'wip-limit-reached' ? 'limit' : 'value';
  return [
    ...(result === 'created' && wantedId ? [t('imports.full', { column })] : []),
    ...(result === 'refused' ? [t('imports.refused', { why, column })] : []),
    ...(notes ?? []).map((note) => t(`imports.notes.${note}`)),
  ];
}
