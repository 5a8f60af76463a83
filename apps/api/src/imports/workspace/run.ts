import type { ExportedBoard } from '@weir/contract/workspace-exports';
import type { Caps } from '../caps.repository.js';
import type { ImportIds, ImportRow } from '../imports.repository.js';
import type { Mapping } from './mapping.js';

export type RunBoard = { exported: ExportedBoard; id: string; key: string };
export type Run = {
  ids: ImportIds;
  row: ImportRow;
  mapping: Mapping;
  caps: Caps;
  boards: ReadonlyMap<string, RunBoard>;
  workspaceSlug: string;
};
