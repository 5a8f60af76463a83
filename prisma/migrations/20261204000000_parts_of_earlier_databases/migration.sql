-- Migrations of 1 December 2026 were corrected after they had landed. Databases that had applied them before get the same state as
-- the others: two checks, and three functions.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = 'public.requests'::regclass AND k.conname = 'requests_rest_is_answered') THEN
    ALTER TABLE public.requests ADD CONSTRAINT requests_rest_is_answered CHECK (part_of_id IS NULL OR answered_at IS NOT NULL);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = 'public.answers'::regclass AND k.conname = 'answers_part_is_accepted') THEN
    ALTER TABLE public.answers ADD CONSTRAINT answers_part_is_accepted CHECK (part IS NULL OR kind = 'accept');
  END IF;
END $$;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.answered_facts(_r public.requests, _key text, _ahead bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _answer   public.answers;
  _card     integer;
  _accepted boolean;
  _work     jsonb;
  _next     record;
BEGIN
  SELECT * INTO _answer FROM public.answers a
   WHERE a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id;
  SELECT c.number INTO _card FROM public.cards c
   WHERE c.workspace_id = _r.workspace_id AND c.board_id = _r.board_id AND c.request_id = _r.id;
  SELECT x.number, x.by_ticket INTO _next FROM public.requests x
   WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.follows_id = _r.id
   ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1;
  _accepted := _answer.kind IN ('accept', 'trade');
  IF _accepted OR _card IS NOT NULL THEN
    _work := weir.work_facts(_r, _card, _ahead);
  END IF;
  RETURN jsonb_build_object(
    'answer', weir.answer_facts(_answer, _key),
    'card', CASE WHEN _card IS NOT NULL THEN jsonb_build_object(
      'number', _card, 'ref', _key || '-' || _card, 'putBack', _work -> 'putBack') END,
    'work', CASE WHEN _accepted THEN _work -> 'work' END,
    'displaced', _work -> 'displaced',
    'followedBy', CASE WHEN _next.number IS NOT NULL THEN jsonb_build_object(
      'number', _next.number, 'ref', _key || '-R' || _next.number) END,
    'ticketFrom', CASE WHEN _work IS NULL THEN _answer.until ELSE weir.ticket_from(_r) END,
    'ticketUsed', coalesce(_next.by_ticket, false),
    'partOf', CASE WHEN _r.part_of_id IS NOT NULL THEN (
      SELECT jsonb_build_object('number', x.number, 'ref', _key || '-R' || x.number) FROM public.requests x
       WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.id = _r.part_of_id) END);
END $function$;

CREATE OR REPLACE FUNCTION weir.answer_facts(_answer public.answers, _key text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _more jsonb := '{"duplicateOf": null, "standing": null, "redirectedTo": null, "displaced": null, "part": null, "rest": null}';
BEGIN
  CASE _answer.kind
    WHEN 'duplicate' THEN
      _more := _more || jsonb_build_object(
        'duplicateOf', (
          SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number) FROM public.requests o
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.id = _answer.duplicate_of_id),
        'standing', (
          SELECT jsonb_build_object(
                   'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                   'card', _key || '-' || d.number, 'at', weir.instant(o.at))
            FROM public.answers o
            LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.request_id = _answer.duplicate_of_id));
    WHEN 'accept' THEN
      IF _answer.part IS NOT NULL THEN
        _more := _more || jsonb_build_object('part', weir.accepted_part(_answer), 'rest', weir.rest_of(_answer, _key));
      END IF;
    WHEN 'redirect' THEN
      _more := _more || jsonb_build_object('redirectedTo', (
        SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
          FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
         WHERE o.workspace_id = _answer.workspace_id AND o.from_board_id = _answer.board_id AND o.from_request_id = _answer.request_id));
    WHEN 'trade' THEN
      _more := _more || jsonb_build_object('displaced', (
        SELECT jsonb_build_object('number', o.number, 'ref', _key || '-' || o.number, 'title', o.title, 'until', d.until)
          FROM public.displacements d
          JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
         WHERE d.workspace_id = _answer.workspace_id AND d.board_id = _answer.board_id AND d.request_id = _answer.request_id));
    ELSE NULL;
  END CASE;
  RETURN _more || jsonb_build_object(
    'kind', _answer.kind, 'reason', _answer.reason, 'message', weir.answer_message(_answer), 'until', _answer.until,
    'by', weir.person(_answer."by"), 'at', weir.instant(_answer.at));
END $function$;

CREATE OR REPLACE FUNCTION weir.accepted_part(_answer public.answers)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT CASE WHEN r.title = weir.erased_text() THEN r.title ELSE _answer.part END FROM public.requests r
     WHERE r.workspace_id = _answer.workspace_id AND r.board_id = _answer.board_id AND r.id = _answer.request_id);
END $function$;
