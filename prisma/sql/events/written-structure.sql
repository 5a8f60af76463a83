-- The changes of a board, its columns, swimlanes, labels, custom fields, limits, intake and rests by plain SQL, as events show them.

CREATE FUNCTION weir.changes_of_board(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('board', i ->> 'key') || v.changed)
      FROM unnest(_is) i
      LEFT JOIN unnest(_was) w ON w ->> 'id' = i ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.board_values(jsonb_populate_record(NULL::public.boards, w)),
       weir.board_values(jsonb_populate_record(NULL::public.boards, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.board_values(_b public.boards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _b.id IS NOT NULL THEN jsonb_build_object(
    'key', _b.key, 'name', _b.name, 'archived', _b.archived_at IS NOT NULL, 'archivedAt', weir.instant(_b.archived_at),
    'deleteAt', weir.instant(_b.delete_at),
    'overrideBudget', _b.override_budget, 'classPolicies', _b.class_policies, 'serviceLevels', _b.service_levels,
    'publicLink', _b.public_link_id IS NOT NULL) END
$$;

-- From the last column to the first, as with cards: `before` is the column to its right; null for the last one.
CREATE FUNCTION weir.changes_of_columns(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('column', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.columns, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.columns, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'split', o.split, 'policy', o.policy) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'split', n.split, 'policy', n.policy) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT k.id FROM public.columns k
          WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.position, k.id) > (n.position, n.id)
          ORDER BY k.position, k.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.changes_of_swimlanes(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('swimlane', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.swimlanes, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.swimlanes, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT l.id FROM public.swimlanes l
          WHERE l.workspace_id = _workspace AND l.board_id = _board AND (l.position, l.id) > (n.position, n.id)
          ORDER BY l.position, l.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.changes_of_labels(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('label', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN w IS NOT NULL THEN jsonb_build_object('name', w -> 'name', 'colour', w -> 'colour') END,
       CASE WHEN i IS NOT NULL THEN jsonb_build_object('name', i -> 'name', 'colour', i -> 'colour') END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.changes_of_card_templates(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('cardTemplate', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN w IS NOT NULL THEN (w -> 'preset') || jsonb_build_object('name', w -> 'name') END,
       CASE WHEN i IS NOT NULL THEN (i -> 'preset') || jsonb_build_object('name', i -> 'name') END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.changes_of_recurring_cards(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('recurringCard', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.recurring_values(jsonb_populate_record(NULL::public.recurring_cards, w)),
       weir.recurring_values(jsonb_populate_record(NULL::public.recurring_cards, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- A recurring card's preset, column, schedule and state.
CREATE FUNCTION weir.recurring_values(_r public.recurring_cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _r.id IS NOT NULL THEN _r.preset || jsonb_build_object(
    'columnId', _r.column_id, 'schedule', _r.schedule, 'whenFull', _r.when_full, 'active', _r.active,
    'nextAt', weir.instant(_r.next_at), 'waiting', _r.waiting, 'last', _r.last) END
$$;

CREATE FUNCTION weir.changes_of_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.custom_fields, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.custom_fields, i) r) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'onCards', o.on_cards) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'onCards', n.on_cards) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT f.id FROM public.custom_fields f
          WHERE f.workspace_id = _workspace AND f.board_id = _board AND (f.position, f.id) > (n.position, n.id)
          ORDER BY f.position, f.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- From the last option of a field to its first.
CREATE FUNCTION weir.changes_of_field_options(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.field_id, o.field_id), 'option', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.field_id, n.position DESC, n.id DESC, o.id)
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.field_options, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.field_options, i) r) n
        ON n.field_id = o.field_id AND n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'colour', o.colour) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'colour', n.colour) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.field_options x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.field_id = n.field_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

CREATE FUNCTION weir.changes_of_limits(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('limit', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.limit_values(jsonb_populate_record(NULL::public.wip_limits, w)),
       weir.limit_values(jsonb_populate_record(NULL::public.wip_limits, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- A limit's subject, figures and mode. Values that it has not are null.
CREATE FUNCTION weir.limit_values(_l public.wip_limits) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _l.id IS NOT NULL THEN jsonb_build_object(
    'scope', _l.scope, 'columnId', _l.column_id, 'columnIds', nullif(_l.column_ids, '{}'), 'swimlaneId', _l.swimlane_id,
    'userId', _l.user_id, 'across', CASE WHEN _l.scope = 'person' THEN 'board' END, 'classOfService', _l.class_of_service,
    'max', _l.max, 'min', _l.min, 'mode', _l.mode) END
$$;

CREATE FUNCTION weir.changes_of_trials(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('trial', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.trial_values(jsonb_populate_record(NULL::public.limit_trials, w)),
       weir.trial_values(jsonb_populate_record(NULL::public.limit_trials, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- The tried limits of a trial, its days, its reason and its result.
CREATE FUNCTION weir.trial_values(_t public.limit_trials) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _t.id IS NOT NULL THEN jsonb_build_object(
    'limits', _t.limits, 'startsOn', _t.starts_on, 'endsOn', _t.ends_on, 'reason', _t.reason, 'cause', _t.cause,
    'decision', _t.decision, 'decisionReason', _t.decision_reason) END
$$;

CREATE FUNCTION weir.changes_of_intake(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('intake', true) || v.changed)
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'board_id' = w ->> 'board_id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.intake_values(jsonb_populate_record(NULL::public.intakes, w)),
       weir.intake_values(jsonb_populate_record(NULL::public.intakes, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- The policy, the public form and the gate.
CREATE FUNCTION weir.intake_values(_i public.intakes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _i.board_id IS NOT NULL THEN jsonb_build_object(
    'depth', _i.depth, 'openPerRequester', _i.open_per_requester, 'perRequesterPerHour', _i.per_requester_per_hour,
    'perRequesterPerDay', _i.per_requester_per_day, 'answerWithinHours', _i.answer_within_hours, 'graceHours', _i.grace_hours,
    'remindBeforeHours', _i.remind_before_hours, 'escalateTo', _i.escalate_to, 'highWatermark', _i.high_watermark,
    'lowWatermark', _i.low_watermark, 'minOptions', _i.min_options, 'replenishOn', _i.replenish_on, 'timeZone', _i.time_zone,
    'workingHours', _i.working_hours, 'gateByItself', _i.gate_by_itself, 'rest', _i.rest_policy,
    'throttleDownstreamAt', _i.throttle_downstream_at, 'form', _i.form_id IS NOT NULL,
    'formOpenPerGuest', _i.form_open_per_guest, 'formDepth', _i.form_depth,
    'gate', jsonb_build_object('state', _i.gate, 'reason', weir.gate_reason(_i), 'until', weir.instant(_i.gate_until))) END
$$;

CREATE FUNCTION weir.changes_of_rests(_was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('rest', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.rest_values(jsonb_populate_record(NULL::public.rests, w)),
       weir.rest_values(jsonb_populate_record(NULL::public.rests, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;
