-- Trials of limits: limits are tried for some weeks, then the results are compared with the prediction of what-if. See “Trials” in docs/limits.md.

-- Whether the value is valid for limit_trials.limits: [{limit, columnId, was, max}], each limit once.
CREATE FUNCTION weir.are_tried_limits(_limits jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN jsonb_typeof(_limits) = 'array' AND _limits <> '[]' AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(_limits) l
     WHERE jsonb_typeof(l) <> 'object' OR NOT l ?& ARRAY['limit', 'columnId', 'was', 'max']
        OR coalesce(l ->> 'limit', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR coalesce(l ->> 'columnId', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        OR jsonb_typeof(l -> 'was') NOT IN ('null', 'number') OR jsonb_typeof(l -> 'max') <> 'number'
        OR coalesce(l ->> 'was', '0') !~ '^[0-9]{1,4}$' OR l ->> 'max' !~ '^[0-9]{1,4}$')
    AND (SELECT count(DISTINCT l ->> 'limit') = count(*) FROM jsonb_array_elements(_limits) l);
END $$;

CREATE TYPE weir.limit_ref AS (workspace_id uuid, board_id uuid, limit_id uuid);

-- Whether all days of a trial are over at a time, on its board. From then on only the comparison ends it.
CREATE FUNCTION weir.is_trial_over(_t public.limit_trials, _at timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN _t.ends_on < (SELECT (_at AT TIME ZONE i.time_zone)::date FROM public.intakes i
                        WHERE i.workspace_id = _t.workspace_id AND i.board_id = _t.board_id);
END $$;

-- Ends the running trials of these limits. Trials whose days are over stay open, because they are compared first. It also settles trials that
-- were compared and wait for a decision, once none of their limits has the tried maximum. It runs under the clocks of the boards. A write
-- that begins a trial changes the limits before it adds the trial. A write that ends a trial ends it before it changes the limits. So this
-- function finds no trial in either write.
CREATE FUNCTION weir.end_trials_of(_limits weir.limit_ref[], _cause public.trial_end) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.limit_trials t SET decided_at = k.at, decision = 'changed'
    FROM unnest(_limits) l
    JOIN public.board_clock k ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id
   WHERE t.workspace_id = l.workspace_id AND t.board_id = l.board_id AND t.cause = 'over' AND t.decision IS NULL
     AND t.limits @> jsonb_build_array(jsonb_build_object('limit', l.limit_id)) AND NOT weir.is_still_tried(t);
  UPDATE public.limit_trials t SET ended_at = k.at, cause = _cause
    FROM unnest(_limits) l
    JOIN public.board_clock k ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id
   WHERE t.workspace_id = l.workspace_id AND t.board_id = l.board_id AND t.ended_at IS NULL
     AND t.limits @> jsonb_build_array(jsonb_build_object('limit', l.limit_id)) AND NOT weir.is_trial_over(t, k.at);
END $$;

-- Whether a limit of a trial still has the tried maximum.
CREATE FUNCTION weir.is_still_tried(_t public.limit_trials) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM jsonb_array_elements(_t.limits) x
      JOIN public.wip_limits w ON w.workspace_id = _t.workspace_id AND w.board_id = _t.board_id AND w.id = (x ->> 'limit')::uuid
     WHERE w.max = (x ->> 'max')::integer);
END $$;

-- The prediction of a trial is for the rules that the board had at the start. This records the first day on which other rules applied, even
-- if they were changed back. The results are then not compared with the prediction.
CREATE FUNCTION weir.note_changed_rules(_boards weir.board_ref[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.limit_trials t SET rules_changed_on = (k.at AT TIME ZONE i.time_zone)::date
    FROM (SELECT DISTINCT b.workspace_id, b.board_id FROM unnest(_boards) b) b
    JOIN public.board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.board_id
    JOIN public.intakes i     ON i.workspace_id = b.workspace_id AND i.board_id = b.board_id
   WHERE t.workspace_id = b.workspace_id AND t.board_id = b.board_id AND t.ended_at IS NULL AND t.rules_changed_on IS NULL
     AND NOT weir.is_trial_over(t, k.at);
END $$;

-- Triggers on wip_limits: a change of the maximum, mode or place of a limit ends its trial, and so does its removal. Every other limit of the
-- board is one of the rules of the trial.
CREATE FUNCTION weir.end_trials_of_changed_limits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _limits weir.limit_ref[];
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id, o.id)::weir.limit_ref), array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref)
    INTO _limits, _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
   WHERE (n.max, n.mode, n.scope, n.column_id, n.column_ids, n.swimlane_id, n.user_id, n.class_of_service)
         IS DISTINCT FROM (o.max, o.mode, o.scope, o.column_id, o.column_ids, o.swimlane_id, o.user_id, o.class_of_service);
  IF _limits IS NOT NULL THEN
    PERFORM weir.end_trials_of(_limits, 'limitChanged');
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION weir.end_trials_of_removed_limits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _limits weir.limit_ref[];
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id, o.id)::weir.limit_ref), array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref)
    INTO _limits, _boards FROM old_rows o;
  IF _limits IS NOT NULL THEN
    PERFORM weir.end_trials_of(_limits, 'limitRemoved');
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_end_trials_on_update AFTER UPDATE ON public.wip_limits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_changed_limits();
CREATE TRIGGER then_end_trials_on_delete AFTER DELETE ON public.wip_limits REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_removed_limits();

-- Triggers on wip_limits and columns: a new limit, and a column that is added or removed, change the rules.
CREATE FUNCTION weir.note_rules_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (r.workspace_id, r.board_id)::weir.board_ref) INTO _boards FROM changed_rows r;
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_note_rules_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();
CREATE TRIGGER then_note_rules_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();
CREATE TRIGGER then_note_rules_on_delete AFTER DELETE ON public.columns REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.note_rules_of_rows();

-- Trigger on columns: a change of the kind, place or split changes the rules. A change of the name or the policy text does not.
CREATE FUNCTION weir.note_changed_columns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref) INTO _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id AND n.id = o.id
   WHERE (n.kind, n.position, n.split) IS DISTINCT FROM (o.kind, o.position, o.split);
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_note_rules_on_update AFTER UPDATE ON public.columns REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.note_changed_columns();

-- Trigger on intakes: the settings that the simulation uses, and the calendar, are rules.
CREATE FUNCTION weir.note_changed_intakes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _boards weir.board_ref[];
BEGIN
  SELECT array_agg(ROW (o.workspace_id, o.board_id)::weir.board_ref) INTO _boards
    FROM old_rows o
    LEFT JOIN new_rows n ON n.workspace_id = o.workspace_id AND n.board_id = o.board_id
   WHERE (n.depth, n.high_watermark, n.low_watermark, n.time_zone, n.working_hours)
         IS DISTINCT FROM (o.depth, o.high_watermark, o.low_watermark, o.time_zone, o.working_hours);
  IF _boards IS NOT NULL THEN
    PERFORM weir.note_changed_rules(_boards);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_note_rules_on_update AFTER UPDATE ON public.intakes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.note_changed_intakes();

-- Trigger on boards: archiving a board ends its trial. A trial whose days are over is compared once the board is restored.
CREATE FUNCTION weir.end_trials_of_archived_boards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.limit_trials t SET ended_at = k.at, cause = 'boardArchived'
    FROM new_rows n
    JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
    JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id
   WHERE o.archived_at IS NULL AND n.archived_at IS NOT NULL
     AND t.workspace_id = n.workspace_id AND t.board_id = n.id AND t.ended_at IS NULL AND NOT weir.is_trial_over(t, k.at);
  RETURN NULL;
END $$;

CREATE TRIGGER then_end_trials_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.end_trials_of_archived_boards();

-- Trigger on limit_trials: notifies owners and managers when a trial ends, unless a manager ended it. Notifies them again if its days were
-- over and nobody has decided.
CREATE FUNCTION weir.notify_of_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, facts, at)
  SELECT NEW.workspace_id, gen_random_uuid(), m.user_id, NEW.board_id, 'trialEnded',
         jsonb_build_object('trial', NEW.id, 'again', NEW.reminded_at IS NOT NULL, 'cause', NEW.cause), coalesce(NEW.reminded_at, NEW.ended_at)
    FROM public.memberships m
   WHERE m.workspace_id = NEW.workspace_id AND m.role IN ('owner', 'manager') AND m.left_at IS NULL
   ORDER BY m.user_id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_of_end AFTER UPDATE ON public.limit_trials FOR EACH ROW
  WHEN (NEW.cause <> 'stopped' AND (OLD.cause IS NULL OR (OLD.reminded_at IS NULL AND NEW.reminded_at IS NOT NULL)))
  EXECUTE FUNCTION weir.notify_of_trial();

-- Trials whose last day is over in the time zone of their board, and trials that ended before _undecided, wait for a decision and got no
-- reminder yet. No time zone is more than a day ahead of UTC.
CREATE FUNCTION weir.trials_due(_now timestamptz, _undecided timestamptz, _most integer)
RETURNS TABLE (workspace_id uuid, workspace_slug text, board_id uuid, board_key text, id uuid, is_over boolean) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT d.workspace_id, w.slug, d.board_id, b.key, d.id, d.is_over
    FROM (SELECT t.workspace_id, t.board_id, t.id, t.ends_on, t.ended_at IS NULL AS is_over FROM public.limit_trials t
           WHERE t.ended_at IS NULL AND t.ends_on <= (_now AT TIME ZONE 'UTC')::date
           UNION ALL
          SELECT t.workspace_id, t.board_id, t.id, t.ends_on, false FROM public.limit_trials t
           WHERE t.cause = 'over' AND t.decision IS NULL AND t.reminded_at IS NULL AND t.ended_at <= _undecided) d
    JOIN public.boards b     ON b.workspace_id = d.workspace_id AND b.id = d.board_id AND b.archived_at IS NULL
    JOIN public.workspaces w ON w.id = d.workspace_id AND w.archived_at IS NULL
    JOIN public.intakes i    ON i.workspace_id = d.workspace_id AND i.board_id = d.board_id
   WHERE NOT d.is_over OR d.ends_on < (_now AT TIME ZONE i.time_zone)::date
   ORDER BY d.ends_on, d.workspace_id, d.board_id, d.id
   LIMIT _most;
END $$;

-- A trial as the API shows it, without the computed fields. `of`: the current name of the column; null for the board's limit and for a removed column.
CREATE FUNCTION weir.trial_document(_t public.limit_trials) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object(
    'id', _t.id, 'startsOn', _t.starts_on, 'endsOn', _t.ends_on, 'startedAt', weir.instant(_t.started_at),
    'startedBy', weir.person(_t.started_by), 'reason', _t.reason, 'rulesChangedOn', _t.rules_changed_on,
    'limits', (
      SELECT jsonb_agg(l || jsonb_build_object(
               'of', k.name,
               'now', (SELECT to_jsonb(w.max) FROM public.wip_limits w
                        WHERE w.workspace_id = _t.workspace_id AND w.board_id = _t.board_id AND w.id = (l ->> 'limit')::uuid),
               'isPutBack', (l ->> 'limit')::uuid = ANY (_t.put_back)) ORDER BY n)
        FROM jsonb_array_elements(_t.limits) WITH ORDINALITY x (l, n)
        LEFT JOIN public.columns k ON k.workspace_id = _t.workspace_id AND k.board_id = _t.board_id AND k.id = (l ->> 'columnId')::uuid),
    'prediction', _t.prediction,
    'end', CASE WHEN _t.ended_at IS NOT NULL THEN jsonb_build_object(
      'cause', _t.cause, 'at', weir.instant(_t.ended_at), 'by', weir.person(_t.ended_by)) END,
    'outcome', _t.outcome,
    'decision', CASE WHEN _t.decision IS NOT NULL THEN jsonb_build_object(
      'kind', _t.decision, 'at', weir.instant(_t.decided_at), 'by', weir.person(_t.decided_by), 'reason', _t.decision_reason) END);
END $$;
