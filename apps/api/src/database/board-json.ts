/**
 * Parts of statements over `boards b`, each one expression. Some need its `intakes i`, and those that look at
 * the calendar the moment `t (now)`: days and months are the board's own.
 */

/** JSON of a column with its limit and load; shared by whole boards and the list. */
export const columnsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', k.id, 'name', k.name, 'kind', k.kind, 'split', k.split, 'policy', k.policy,
            'limit', (SELECT jsonb_strip_nulls(jsonb_build_object('id', l.id, 'max', l.max, 'min', l.min, 'mode', l.mode))
                        FROM wip_limits l
                       WHERE l.workspace_id = k.workspace_id AND l.board_id = k.board_id
                         AND l.scope = 'column' AND l.column_id = k.id),
            'load', weir.column_load(k))
          ORDER BY k.position, k.id), '[]')
     FROM columns k WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id)`;

export const swimlanesOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) ORDER BY s.position, s.id), '[]')
     FROM swimlanes s WHERE s.workspace_id = b.workspace_id AND s.board_id = b.id)`;

export const labelsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'colour', l.colour) ORDER BY lower(l.name), l.id), '[]')
     FROM labels l WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id)`;

/** Recurring cards that wait for room, or whose last occurrence was skipped. */
export const recurringOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', r.id, 'title', r.preset ->> 'title', 'columnId', k.id, 'missed', h.of -> 'missed', 'limits', h.of -> 'limits',
            'state', CASE WHEN r.waiting IS NULL THEN 'skipped' ELSE 'waiting' END, 'at', coalesce(h.of -> 'since', h.of -> 'at'))
          ORDER BY coalesce(h.of -> 'since', h.of -> 'at'), r.id), '[]')
     FROM recurring_cards r
    CROSS JOIN LATERAL (SELECT coalesce(r.waiting, r.last) AS of) h
     LEFT JOIN columns k ON k.workspace_id = r.workspace_id AND k.board_id = r.board_id AND k.id = r.column_id
    WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.active
      AND (r.waiting IS NOT NULL OR r.last ->> 'kind' = 'skipped'))`;
/** The custom fields with their options, both in their order. */
export const fieldsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', f.id, 'name', f.name, 'kind', f.kind, 'onCards', f.on_cards,
            'options', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'colour', o.colour) ORDER BY o.position, o.id), '[]')
                          FROM field_options o
                         WHERE o.workspace_id = f.workspace_id AND o.board_id = f.board_id AND o.field_id = f.id))
          ORDER BY f.position, f.id), '[]')
     FROM custom_fields f WHERE f.workspace_id = b.workspace_id AND f.board_id = b.id)`;

/** The start of the last 30 days, including today. */
const lately = `(((t.now AT TIME ZONE i.time_zone)::date - 29)::timestamp AT TIME ZONE i.time_zone)`;

/**
 * How often a limit was exceeded recently, on any board. Counts up to a thousand, so that the cost of a read does not
 * grow with the override log.
 */
const passedLately = `
  (SELECT count(*)::int
     FROM (SELECT 1 FROM overrides o
            WHERE o.workspace_id = l.workspace_id AND o.limit_id = l.id AND o.at >= ${lately}
            LIMIT 1000) o)`;

/** The trial of the limit, while it runs. */
const runningTrial = `
  (SELECT jsonb_build_object('id', y.id, 'endsOn', y.ends_on, 'was', x -> 'was')
     FROM limit_trials y CROSS JOIN jsonb_array_elements(y.limits) x
    WHERE y.workspace_id = l.workspace_id AND y.board_id = l.board_id AND y.ended_at IS NULL AND x ->> 'limit' = l.id::text)`;

/** All limits with their loads: the board's own, and those of persons across the workspace. Needs `i` and `t`. */
export const limitsOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(a.facts) ORDER BY a.id), '[]')
     FROM (SELECT l.id, jsonb_build_object(
                    'id', l.id, 'scope', l.scope, 'columnId', l.column_id,
                    'columnIds', CASE WHEN l.scope = 'columns' THEN to_jsonb(l.column_ids) END,
                    'swimlaneId', l.swimlane_id, 'userId', l.user_id,
                    'across', CASE WHEN l.scope = 'person' THEN 'board' END,
                    'classOfService', l.class_of_service,
                    'max', l.max, 'min', l.min, 'mode', l.mode, 'load', weir.limit_load(l),
                    'passedLately', ${passedLately}, 'trial', ${runningTrial}) AS facts
             FROM wip_limits l WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id
            UNION ALL
           SELECT l.id, jsonb_build_object(
                    'id', l.id, 'scope', 'person', 'userId', l.user_id, 'across', 'workspace',
                    'max', l.max, 'min', l.min, 'mode', l.mode, 'load', weir.limit_load(l),
                    'passedLately', ${passedLately})
             FROM person_limits l WHERE l.workspace_id = b.workspace_id) a)`;

/** The month's overrides: the budget, the number used, and the date of the next month. Needs `i` and `t`. */
export const overridesOfBoard = `
  jsonb_build_object(
    'budget', b.override_budget,
    'spent', weir.overrides_spent(b.workspace_id, b.id, t.now),
    'renewsOn', (date_trunc('month', t.now AT TIME ZONE i.time_zone) + interval '1 month')::date)`;

/** The board's own text for a class of service; null for the default text. */
export const classPoliciesOfBoard = `
  (SELECT jsonb_object_agg(c, b.class_policies -> c::text) FROM unnest(enum_range(NULL::class_of_service)) c)`;

/** The expectation of each class of service; null where it has none. */
export const serviceLevelsOfBoard = `
  (SELECT jsonb_object_agg(c, b.service_levels -> c::text) FROM unnest(enum_range(NULL::class_of_service)) c)`;

/** From which age on cards are at risk, for each class with an expectation and each active column. Needs `i` and `t`. */
export const riskAgesOfBoard = `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'classOfService', l.key, 'columnId', k.id, 'days', coalesce(r.ages -> l.key -> k.id::text, l.value -> 'days'))
          ORDER BY l.key, k.position, k.id), '[]')
     FROM (SELECT weir.board_risk_ages(b, (t.now AT TIME ZONE i.time_zone)::date) AS ages OFFSET 0) r
    CROSS JOIN jsonb_each(b.service_levels) l
     JOIN columns k ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active')`;

/**
 * Changes with what no board's clock covers: the limits of persons across the workspace, their loads, and the names of
 * its members. Null while there is no such limit and nobody has changed their name.
 */
export const personsMark = `
  (SELECT to_hex(bit_xor(m.hash))
     FROM (SELECT hashtextextended(p.id::text, p.seq) FROM person_limits p WHERE p.workspace_id = k.workspace_id
           UNION ALL
           SELECT hashtextextended(w.id::text, w.names_version) FROM workspaces w
            WHERE w.id = k.workspace_id AND w.names_version > 0) m (hash))`;

export const gateOfBoard = `
  jsonb_build_object('state', i.gate, 'reason', weir.gate_reason(i), 'until', weir.instant(i.gate_until),
                     'since', weir.instant(i.gate_at), 'by', weir.person(i.gate_by))`;

export const waitingOfBoard = `
  (SELECT count(*)::int FROM requests r
    WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL)`;

/** The rest of the board, or the proposal of one; null if there is neither. */
export const restOfBoard = `
  (SELECT jsonb_build_object('state', r.state, 'until', weir.instant(r.until), 'overloadedDays', r.overloaded_days, 'ofDays', r.of_days)
     FROM rests r WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.closed_at IS NULL)`;
