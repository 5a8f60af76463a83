-- Refusals. Every refusal of ours, by a trigger or a command, has the SQLSTATE WIP00: a SQLSTATE is all that every driver
-- and ORM passes on. DETAIL is JSON: {"refused": code, …facts}. Rows that contradict each other are no refusal but a
-- mistake of the writer, and raise integrity_constraint_violation.

-- Ends a command with an outcome and undoes all it did, its event number too. The command catches this in its own block
-- and returns the outcome, because an error would cost its caller the connection.
CREATE FUNCTION weir.exit_command(_outcome jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', coalesce(_outcome ->> 'refused', 'nothing to do') USING ERRCODE = 'WIP00', DETAIL = _outcome::text;
END $$;

-- Refuses with a code and its facts.
CREATE FUNCTION weir.refuse(_code text, _facts jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.exit_command(jsonb_build_object('refused', _code) || _facts);
END $$;

-- Refuses one field of the input that is invalid by itself, or names what is not there.
CREATE FUNCTION weir.refuse_input(_path text, _fault text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.refuse('invalid-input', jsonb_build_object('path', _path, 'fault', _fault));
END $$;

-- Refuses one field of the input that is valid, but in conflict with the current state. The API's contract has the code
-- of each such fault.
CREATE FUNCTION weir.refuse_conflict(_code text, _path text, _fault text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.refuse(_code, jsonb_build_object('path', _path, 'fault', _fault));
END $$;
