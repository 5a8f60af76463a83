-- The gate's state at an instant. A gate with an end is open from then on, whether or not anyone has recorded that.
CREATE FUNCTION weir.gate_at(_intake public.intakes, _now timestamptz) RETURNS public.gate_state LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _intake.gate_until <= _now THEN 'open' ELSE _intake.gate END
$$;

-- Refuses a class that the gate does not let in. Shut: only expedite claims. Throttled: expedite and fixed-date
-- requests. Probing: expedite, and others while fewer than two wait. domain's `admit` has the same rules.
CREATE FUNCTION weir.enforce_gate(_intake public.intakes, _gate public.gate_state, _class public.class_of_service) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (CASE _gate
       WHEN 'shut'      THEN _class <> 'expedite'
       WHEN 'throttled' THEN _class NOT IN ('expedite', 'fixedDate')
       WHEN 'probing'   THEN _class <> 'expedite' AND (SELECT count(*) FROM public.requests r
                               WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                                 AND r.answered_at IS NULL AND r.submitted_at >= _intake.gate_at) >= 2
       ELSE false
     END) THEN
    PERFORM weir.refuse('intake-gate-' || _gate, jsonb_build_object('reason', weir.gate_reason(_intake),
                                          'until', weir.instant(_intake.gate_until)));
  END IF;
END $$;

-- Behind a throttled gate a requester has half of their quota, at least 1.
CREATE FUNCTION weir.enforce_throttled_quota(_intake public.intakes, _requester uuid, _guest uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _whole integer := CASE WHEN _guest IS NULL THEN _intake.open_per_requester ELSE _intake.form_open_per_guest END;
  _quota integer := greatest(1, _whole / 2);
  _requesters uuid[] := weir.counted_as_one(_intake.workspace_id, coalesce(_requester, _guest), _guest IS NOT NULL);
  _open  integer := (SELECT count(*) FROM public.requests r
                      WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id
                        AND coalesce(r.requester_id, r.guest_id) = ANY (_requesters) AND r.answered_at IS NULL);
BEGIN
  IF _whole IS NOT NULL AND _open > _quota THEN
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _open - 1, 'quota', _quota));
  END IF;
END $$;
