/** Parts of statements over `boards b` (and its `intakes i`), each one expression. */

/** JSON of a column with its limit and of all limits with their loads; shared by whole boards and the list. */
export const columnsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', k.id, 'name', k.name, 'kind', k.kind,
            'limit', (SELECT jsonb_build_object('id', l.id, 'max', l.max, 'mode', l.mode) FROM wip_limits l
                       WHERE l.workspace_id = k.workspace_id AND l.board_id = k.board_id
                         AND l.scope = 'column' AND l.column_id = k.id),
            'load', weir.column_load(k))
          ORDER BY k.position, k.id), '[]')
     FROM columns k WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id)`;

export const limitsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'id', l.id, 'scope', l.scope, 'columnId', l.column_id, 'classOfService', l.class_of_service,
            'max', l.max, 'mode', l.mode, 'load', weir.load(l))) ORDER BY l.id), '[]')
     FROM wip_limits l WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id)`;

export const gateOfBoard = `
  jsonb_build_object('state', i.gate, 'reason', i.gate_reason, 'until', weir.instant(i.gate_until),
                     'since', weir.instant(i.gate_at), 'by', weir.person(i.gate_by))`;

export const waitingOfBoard = `
  (SELECT count(*)::int FROM requests r
    WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL)`;
