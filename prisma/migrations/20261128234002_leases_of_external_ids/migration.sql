DROP FUNCTION weir.need_lease(integer,integer);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.need_lease(_card integer, _token integer, _external_id text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE sql
AS $function$
  SELECT set_config('weir.lease', jsonb_build_object('card', _card, 'token', _token, 'externalId', _external_id)::text, true)
$function$;

CREATE OR REPLACE FUNCTION weir.lease_refusal(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _sent   jsonb   := current_setting('weir.lease')::jsonb;
  _token  integer := (_sent ->> 'token')::integer;
  _card   uuid;
  _number integer;
  _lease  public.card_leases;
BEGIN
  -- One part for each, so that it has the plan of its index.
  SELECT c.id, c.number INTO _card, _number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_sent ->> 'card')::integer
   UNION ALL
  SELECT c.id, c.number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _sent ->> 'externalId';
  IF NOT FOUND THEN
    RETURN '{"refused": "not-found"}';
  END IF;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card;
  IF _lease.holder_id = _actor AND _lease.token = _token AND _lease.until > _now THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'refused', 'lease-lost', 'card', _number, 'lease', weir.lease_of_card(_workspace, _board, _card),
    'why', CASE WHEN _lease.token IS NULL OR _lease.token < _token THEN 'unknown'
                WHEN _lease.token > _token OR _lease.holder_id <> _actor THEN 'claimedAgain'
                WHEN _lease.holder_id IS NOT NULL THEN 'expired'
                ELSE _lease.ended END);
END $function$;
