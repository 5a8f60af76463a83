-- An instant as RFC 3339 in UTC, to the millisecond. The interval is UTC: a zone with a name takes longer than the rest.
CREATE FUNCTION weir.instant(_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(_at AT TIME ZONE interval '0', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A person as JSON: {id, name}; null for none.
CREATE FUNCTION weir.person(_id uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM public.users u WHERE u.id = _id
$$;

-- The requester of a request as JSON: a member {id, name}, or a guest {id, name, guest: true} by the name on their form.
CREATE FUNCTION weir.requester(_request public.requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _request.guest_id IS NULL THEN weir.person(_request.requester_id)
              ELSE jsonb_build_object('id', _request.guest_id, 'name', _request.guest_name, 'guest', true) END
$$;

-- Who wrote a message on this request: a member, or its guest.
CREATE FUNCTION weir.author(_message public.request_messages, _request public.requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _message.by_guest IS NULL THEN weir.person(_message.by) ELSE weir.requester(_request) END
$$;

-- A text as code and facts: the API words it for each reader. The names are those of `CodedText` in packages/words.
CREATE FUNCTION weir.coded_text(_name text, _facts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('$text', _name, 'facts', _facts)
$$;

-- Whether a request was withdrawn because its guest had their data erased.
CREATE FUNCTION weir.withdrawn_by_erasure(_answer public.answers) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.requests r JOIN public.guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id
     WHERE r.workspace_id = _answer.workspace_id AND r.board_id = _answer.board_id AND r.id = _answer.request_id
       AND g.erased_at <= _answer.at)
$$;

-- The message of an answer. What the system answers is not stored as text: kind, reason and date say it. Rows of earlier
-- versions have a text, and keep it.
CREATE FUNCTION weir.answer_message(_answer public.answers) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _answer.message IS NULL AND _answer.kind IN ('expired', 'shed')
              THEN weir.coded_text('systemAnswer', jsonb_build_object(
                     'kind', _answer.kind, 'reason', _answer.reason, 'until', _answer.until))
              WHEN _answer.message IS NULL AND _answer.kind = 'withdrawn' AND weir.withdrawn_by_erasure(_answer)
              THEN weir.coded_text('systemAnswer', jsonb_build_object('kind', _answer.kind, 'reason', NULL, 'until', NULL))
              ELSE to_jsonb(_answer.message) END
$$;

-- Why the gate is as it is: the text of the person who set it, or the cause for which it moved by itself. Rows of earlier
-- versions have a text for both.
CREATE FUNCTION weir.gate_reason(_intake public.intakes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _intake.gate_reason IS NULL AND _intake.gate_facts IS NOT NULL
              THEN weir.coded_text('gateCause', jsonb_build_object('code', _intake.gate_cause) || _intake.gate_facts)
              ELSE to_jsonb(_intake.gate_reason) END
$$;
