-- Above the high watermark, answers requests with `shed` down to the low watermark: lowest class first, youngest
-- first, those with a ticket last; never expedite or fixed-date ones. If another writer has locked one of them, it is
-- being answered and waits for our clock, so the whole write is retried. Their tickets are good from _until on. Returns
-- what the event records.
CREATE FUNCTION weir.shed_requests(_intake public.intakes, _now timestamptz, _until date) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _waiting integer;
  _excess  uuid[];
  _locked  integer;
BEGIN
  IF _intake.high_watermark IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT count(*) INTO _waiting FROM public.requests r
   WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL;
  IF _waiting <= _intake.high_watermark THEN
    RETURN '[]';
  END IF;
  _excess := ARRAY(
    SELECT r.id FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL
       AND r.class_of_service IN ('standard', 'intangible')
     ORDER BY r.class_of_service DESC, r.by_ticket, r.submitted_at DESC, r.number DESC
     LIMIT _waiting - _intake.low_watermark);
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)
    FOR NO KEY UPDATE SKIP LOCKED;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _locked < cardinality(_excess) THEN
    RAISE EXCEPTION 'a request is being answered' USING ERRCODE = 'serialization_failure';
  END IF;
  INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, until, at)
  SELECT _intake.workspace_id, _intake.board_id, e, 'shed', 'noCapacity', _until, _now
    FROM unnest(_excess) e;
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('request', r.number,
                                        'to', jsonb_build_object('kind', 'shed', 'reason', 'noCapacity', 'until', _until)) ORDER BY r.number)
      FROM public.requests r
     WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.id = ANY (_excess)), '[]');
END $$;
