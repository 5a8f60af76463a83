-- Erases a person: an operator's command (weir-erase), for a member by their address or id, for a guest of a public form,
-- and for somebody who was only invited, never confirmed their form or waits for room. Their name, address and the texts
-- that they wrote in comments, conversations and requests become `[erased]`, in every workspace, in rows, events, notices and
-- kept responses. Ids, numbers and times stay, and no event is removed. What they decided for the team (answers, reasons,
-- cards) is the team's and stays, without their name. Their attachments are deleted; the API's sweep deletes the content.

CREATE FUNCTION weir.erased_text() RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT '[erased]'
$$;

-- An address that no mail can reach: `.invalid` exists nowhere.
CREATE FUNCTION weir.erased_address(_id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'erased-' || _id || '@erased.invalid'
$$;

-- Erases the person with this address or id, everywhere. Returns how many boards it changed. It refuses the last owner of
-- a workspace, who has to name another owner first.
CREATE FUNCTION weir.erase_person(_who text, _now timestamptz DEFAULT clock_timestamp()) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  _people    uuid[] := ARRAY(SELECT u.id FROM public.users u WHERE lower(_who) IN (u.email, u.id::text));
  _guests    uuid[] := ARRAY(SELECT g.id FROM public.guests g WHERE lower(_who) IN (g.email, g.id::text));
  _addresses text[];
  _slug      text;
  _boards    jsonb;
BEGIN
  IF _people = '{}' AND _guests = '{}'
     AND NOT EXISTS (SELECT FROM public.form_asks f WHERE f.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.guest_waits w WHERE w.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.invitations i WHERE i.email = lower(_who)) THEN
    RAISE EXCEPTION 'there is no person %', _who USING ERRCODE = 'no_data_found';
  END IF;
  -- An address names a member and a guest alike; an id names one of them, and so all with that address.
  _guests := _guests || ARRAY(SELECT g.id FROM public.guests g JOIN public.users u ON u.email = g.email
                               WHERE u.id = ANY (_people) AND g.id <> ALL (_guests));
  PERFORM weir.lock_workspaces(ARRAY(
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)));
  SELECT w.slug INTO _slug
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id
   WHERE m.user_id = ANY (_people) AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> m.user_id)
   ORDER BY w.slug LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'this person is the last owner of the workspace %: make another member its owner first', _slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Their name says nothing about who they are: others may have the same, and it may be the address of somebody else.
  _addresses := ARRAY(SELECT u.email FROM public.users u WHERE u.id = ANY (_people)
                       UNION SELECT g.email FROM public.guests g WHERE g.id = ANY (_guests)
                       UNION SELECT lower(_who) WHERE _who LIKE '%@%');
  PERFORM weir.erase_form_asks(NULL, _addresses);
  PERFORM weir.erase_guest_waits(NULL, _addresses, _now);
  _boards := weir.erase_on_boards(_people, _guests, _addresses, true, _now);
  PERFORM weir.erase_account(_people, _guests, _addresses, _now);
  RETURN jsonb_array_length(_boards);
END $$;

-- On all boards of their workspaces, and in the kept responses of these. Returns the boards: [[workspace, board], …].
CREATE FUNCTION weir.erase_on_boards(_people uuid[], _guests uuid[], _addresses text[], _accepted boolean, _now timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _boards    jsonb := '[]';
  _traces    weir.erased_traces[];
  _workspace uuid;
  _board     uuid;
BEGIN
  FOR _workspace IN
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)
     ORDER BY 1
  LOOP
    _traces := '{}';
    -- Boards in key order, as every writer locks their clocks.
    FOR _board IN SELECT b.id FROM public.boards b WHERE b.workspace_id = _workspace ORDER BY 1 LOOP
      _traces := _traces || weir.erase_on_board(_workspace, _board, _people || _guests, _people, _accepted, _now);
      _boards := _boards || jsonb_build_array(jsonb_build_array(_workspace, _board));
    END LOOP;
    PERFORM weir.erase_in_responses(_workspace, _people || _guests, _people, _addresses, _traces);
  END LOOP;
  RETURN _boards;
END $$;

-- On one board, under its clock, as one event `person.erased`: that names what was erased, so that readers who rebuilt the
-- board from its events can erase it too. Waiting requests end as withdrawn, cards in flight lose the person, and their
-- limits go. _accepted: whether the texts of their accepted requests are erased too, with the cards that have them. Returns what
-- they wrote there.
CREATE FUNCTION weir.erase_on_board(
  _workspace uuid, _board uuid, _ids uuid[], _people uuid[], _accepted boolean, _now timestamptz
) RETURNS weir.erased_traces LANGUAGE plpgsql AS $$
DECLARE
  _stamp      weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces     weir.erased_traces;
  _strings    jsonb;
  _has_traces boolean;
  _limits     uuid[];
  _ended      jsonb;
  _changes    jsonb;
  -- A guest wrote nothing before their first request, and time does not run backwards on a board.
  _since      timestamptz := (SELECT min(r.submitted_at) FROM public.requests r
                               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids) AND _people = '{}');
  -- A guest wrote on their own requests only: the same words on those of others are somebody else's. Null: anywhere.
  _only       uuid[] := CASE WHEN _people = '{}' THEN ARRAY(
                          SELECT r.id FROM public.requests r
                           WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids)) END;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
  -- Without any, no change of an event has a text of theirs.
  _has_traces := _traces.comments || _traces.messages || _traces.attachments || _traces.presets <> '{}'
    OR _traces.requests || _traces.cards || _traces.kept <> '{}';
  _strings := weir.set_of(_traces.texts || _ids::text[]);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  -- A deleted comment has no text, and stays deleted.
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments) AND m.body <> '';
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = CASE WHEN r.number = ANY (_traces.requests) THEN weir.erased_text() ELSE r.title END,
         description = CASE WHEN r.number = ANY (_traces.requests) AND r.description <> '' THEN weir.erased_text() ELSE r.description END,
         guest_name = CASE WHEN r.guest_id IS NOT NULL THEN weir.erased_text() END,
         external_id = CASE WHEN r.number = ANY (_traces.requests) THEN NULL ELSE r.external_id END,
         metadata = CASE WHEN r.number = ANY (_traces.requests) THEN '{}' ELSE r.metadata END,
         version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  -- Others may have mentioned them by name.
  UPDATE public.comments m SET body = weir.without_names_of(m.body, _people)
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.body LIKE '%](person:%'
     AND m.body <> weir.without_names_of(m.body, _people);
  UPDATE public.cards c SET description = weir.without_names_of(c.description, _people), version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.description LIKE '%](person:%'
     AND c.description <> weir.without_names_of(c.description, _people);
  UPDATE public.card_templates t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.recurring_cards t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.card_templates t
     SET preset = weir.without_texts(t.preset, _traces.texts, '{}'),
         name = CASE WHEN t.name = ANY (weir.names_from(_traces.texts)) THEN weir.erased_name(t.id) ELSE t.name END
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.recurring_cards t SET preset = weir.without_texts(t.preset, _traces.texts, '{}')
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (_only IS NULL OR s.request_id = ANY (_only))
     AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND (_only IS NULL OR n.request_id = ANY (_only))
     AND weir.has_any(n.facts, _strings) AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND _has_traces
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'cardTemplate', 'recurringCard', 'attachment', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  UPDATE public.events e SET changes = weir.without_names_of(e.changes::text, _people)::jsonb
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND cardinality(_people) > 0 AND e.changes::text LIKE '%](person:%'
     AND e.changes::text <> weir.without_names_of(e.changes::text, _people);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  DELETE FROM public.attachments a
   WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.id = ANY (_traces.attachments);
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
  RETURN _traces;
END $$;
