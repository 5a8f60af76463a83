import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type ImportNote, importNotes, type Language } from '@weir/contract';
import { createWords, type Words } from '@weir/words/catalogue';
import { stringify } from 'csv-stringify/sync';
import type { Access } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { type ImportIds, ImportsRepository } from '../imports.repository.js';
import { TargetRepository } from '../target.repository.js';

/** `name` is what a browser saves the file as. */
export type ReportFile = { name: string; csv: Readable };

/** Lists what became of each card of an import. */
@Injectable()
export class ReportService {
  constructor(
    private readonly repository: ImportsRepository,
    private readonly target: TargetRepository,
  ) {}

  /** One row per card that is done with, read and written in batches. */
  async write({ workspaceId }: Access, id: string, language: Language): Promise<Result<ReportFile>> {
    const ids = { workspaceId, importId: id };
    const row = await this.repository.find(ids);
    if (!row) return refuse('not-found');
    const board = row.board && (await this.target.board(workspaceId, { id: row.board.id }));
    const names = new Map(board?.columns.map((column) => [column.id, column.name]));
    const csv = Readable.from(this.rows(ids, board?.key ?? '', names, createWords(language)), {
      objectMode: false,
    });
    return ok({ name: `${row.name.replace(/\.[a-z0-9]{1,5}$/i, '')}-import.csv`, csv });
  }

  private async *rows(ids: ImportIds, key: string, names: ReadonlyMap<string, string>, { t }: Words) {
    yield asCsv(
      [
        (['number', 'source', 'title', 'result', 'card', 'column', 'notes'] as const).map((name) =>
          t(`imports.report.${name}`),
        ),
      ],
      true,
    );
    for await (const outcomes of this.repository.outcomes(ids))
      yield asCsv(
        outcomes.map((outcome) => [
          String(outcome.place),
          outcome.ref,
          outcome.title,
          t(`imports.results.${resultOf(outcome)}`),
          outcome.number ? `${key}-${outcome.number}` : '',
          names.get(outcome.columnId ?? '') ?? '',
          notesOf(outcome, names, t).join(' '),
        ]),
        false,
      );
  }
}

type Outcome = { result: string; wantedId?: string | null; code?: string | null; notes?: string[] | null };

function resultOf({ result, wantedId }: Outcome) {
  return result === 'created' && wantedId
    ? 'inQueue'
    : (result as 'created' | 'exists' | 'leftOut' | 'refused');
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
    ...(notes ?? [])
      .filter((note): note is ImportNote => importNotes.includes(note as ImportNote))
      .map((note) => t(`imports.notes.${note}`)),
  ];
}

/** CSV by RFC 4180, with a byte order mark, so that spreadsheets recognise UTF-8. An apostrophe marks cells that look like formulas. */
function asCsv(rows: readonly string[][], isFirst: boolean): string {
  return stringify([...rows], { bom: isFirst, escape_formulas: true, record_delimiter: 'windows' });
}
