-- What programs keep on cards and requests: an external id, unique on its board, and metadata, texts by key.

-- Whether this is metadata: at most 50 keys of 1 to 40 characters, each with a text of at most 500.
CREATE FUNCTION weir.is_metadata(_metadata jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN jsonb_typeof(_metadata) = 'object' AND (
    SELECT count(*) <= 50 AND coalesce(bool_and(
             length(m.key) BETWEEN 1 AND 40 AND jsonb_typeof(m.value) = 'string' AND length(m.value #>> '{}') <= 500), true)
      FROM jsonb_each(_metadata) m);
END $$;

-- Metadata after a change, in which null removes a key. Refuses too many keys.
CREATE FUNCTION weir.changed_metadata(_metadata jsonb, _change jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _after jsonb := jsonb_strip_nulls(_metadata || coalesce(nullif(_change, 'null'), '{}'));
BEGIN
  IF (SELECT count(*) > 50 FROM jsonb_object_keys(_after)) THEN
    PERFORM weir.refuse_input('metadata', 'tooManyKeys');
  END IF;
  RETURN _after;
END $$;

-- What events say of the two: nothing where there is none.
CREATE FUNCTION weir.external_values(_external_id text, _metadata jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('externalId', _external_id, 'metadata', nullif(_metadata, '{}')))
$$;

-- Refuses an external id that another card of the board has, archived ones too.
CREATE FUNCTION weir.check_external_id(_workspace uuid, _board uuid, _number integer, _external_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id AND c.number IS DISTINCT FROM _number) THEN
    PERFORM weir.refuse('key-taken', jsonb_build_object('path', 'externalId', 'fault', 'externalIdTaken', 'key', _external_id));
  END IF;
END $$;

-- The same for requests.
CREATE FUNCTION weir.check_external_id_of_request(_workspace uuid, _board uuid, _request uuid, _external_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.requests r
              WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.external_id = _external_id AND r.id IS DISTINCT FROM _request) THEN
    PERFORM weir.refuse('key-taken', jsonb_build_object('path', 'externalId', 'fault', 'externalIdTaken', 'key', _external_id));
  END IF;
END $$;

-- In a handler of unique_violation: plain SQL took the external id after it was checked under the clock, so the write is retried,
-- and then finds it taken. Raises every other violation again.
CREATE FUNCTION weir.retry_external_id(_message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _message LIKE '%_external_id"' THEN
    RAISE EXCEPTION 'the external id was taken meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RAISE EXCEPTION '%', _message USING ERRCODE = 'unique_violation';
END $$;

-- The external id of an imported request; null where a request of the board has it already.
CREATE FUNCTION weir.free_external_id_of_request(_workspace uuid, _board uuid, _external_id text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT _external_id
   WHERE NOT EXISTS (SELECT FROM public.requests r
                      WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.external_id = _external_id)
$$;
