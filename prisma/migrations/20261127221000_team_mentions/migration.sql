DROP TRIGGER then_notify_mentioned_on_update ON public.comments;
DROP TRIGGER then_notify_mentioned_on_insert ON public.comments;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.mentioned_teams(_text text)
 RETURNS uuid[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ARRAY(SELECT DISTINCT m[1]::uuid
                 FROM regexp_matches(_text, '\[@[^][]*\]\(team:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)', 'g') m
                WHERE _text LIKE '%](team:%')
$function$;

CREATE OR REPLACE FUNCTION weir.has_mentions(_text text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _text LIKE '%](person:%' OR _text LIKE '%](team:%'
$function$;

CREATE OR REPLACE FUNCTION weir.mentioned_people(_workspace uuid, _text text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$
  SELECT weir.mentioned_ids(_text) || ARRAY(
    SELECT t.user_id FROM public.team_members t
     WHERE t.workspace_id = _workspace AND t.team_id = ANY (weir.mentioned_teams(_text)))
$function$;

CREATE OR REPLACE FUNCTION weir.mentions(_workspace uuid, _text text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(jsonb_agg(x.mention ORDER BY x.name, x.id), '[]')
    FROM (SELECT u.id, u.name, jsonb_build_object('id', u.id, 'name', u.name) AS mention
            FROM unnest(weir.mentioned_ids(_text)) i
            JOIN public.memberships m ON m.workspace_id = _workspace AND m.user_id = i AND weir.may_read_boards(m.role)
            JOIN public.users u       ON u.id = i
           UNION ALL
          SELECT t.id, t.name, jsonb_build_object('id', t.id, 'name', t.name, 'team', true)
            FROM public.teams t WHERE t.workspace_id = _workspace AND t.id = ANY (weir.mentioned_teams(_text))) x
$function$;

CREATE OR REPLACE FUNCTION weir.without_mentions(_text text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN weir.has_mentions(_text)
              THEN regexp_replace(_text, '\[(@[^][]*)\]\((person|team):[-0-9a-f]{36}\)', '\1', 'g') ELSE _text END
$function$;

CREATE OR REPLACE FUNCTION weir.notify_mentioned(_workspace uuid, _board uuid, _card uuid, _comment uuid, _before text, _after text, _by uuid, _now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT weir.watch_card(_workspace, _board, _card, ARRAY(
    SELECT m.user_id FROM public.memberships m
     WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role)
       AND m.user_id = ANY (weir.mentioned_people(_workspace, _after))
       AND m.user_id <> ALL (weir.mentioned_people(_workspace, _before))));
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, 'mentioned', _card, _comment, jsonb_build_object('by', _by), _now
    FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.left_at IS NULL AND weir.may_read_boards(m.role) AND m.user_id <> _by
     AND m.user_id = ANY (weir.mentioned_people(_workspace, _after))
     AND m.user_id <> ALL (weir.mentioned_people(_workspace, _before))
     AND weir.notice_via(m.user_id, 'mentioned') <> 'off'
   ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _stamp   weir.event_stamp;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  _now := _stamp.at;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (_copied -> 'fields') || coalesce(_card -> 'fields', '{}'));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF weir.has_mentions(_card ->> 'description') THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.edit_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _change jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _locked boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _from   jsonb;
  _to     jsonb;
  _fields jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_change -> 'override', 'null'));
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], 0);
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  END IF;
  PERFORM weir.check_card_change(_card, _change);

  SELECT c.was, c.is INTO _from, _to FROM weir.changed_card_values(_card, _change) c;
  _fields := weir.change_card_fields(_workspace, _board, _card.id, _change -> 'fields');
  IF _fields IS NOT NULL THEN
    _from := coalesce(_from, '{}') || jsonb_build_object('fields', _fields -> 'from');
    _to := coalesce(_to, '{}') || jsonb_build_object('fields', _fields -> 'to');
  END IF;
  IF _to IS NULL THEN
    PERFORM weir.cancel_event(_workspace, _board);
  ELSE
    PERFORM weir.write_card_change(_card, _from, _to);
    PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.changed', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
      'card', _number, 'from', _from, 'to', _to || jsonb_build_object('version', _card.version + 1))));
    IF weir.has_mentions(_to ->> 'description') THEN
      PERFORM weir.notify_mentioned(_workspace, _board, _card.id, NULL, _card.description, _to ->> 'description', _actor, _stamp.at);
    END IF;
  END IF;
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE TRIGGER then_notify_mentioned_on_insert AFTER INSERT ON public.comments FOR EACH ROW WHEN (weir.has_mentions(new.body)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();

CREATE TRIGGER then_notify_mentioned_on_update AFTER UPDATE OF body ON public.comments FOR EACH ROW WHEN (weir.has_mentions(new.body)) EXECUTE FUNCTION weir.notify_mentioned_in_comment();
