-- The caps of what a card has, and of the bytes of its attachments.

-- Trigger: the rows of a card.
CREATE FUNCTION weir.keep_caps_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cap  text := TG_ARGV[0];
  _c    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, _cap);
    CASE _cap
      WHEN 'blocks' THEN
        _over := EXISTS (SELECT FROM public.card_blocks r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'comments' THEN
        _over := EXISTS (SELECT FROM public.comments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'cardLabels' THEN
        _over := EXISTS (SELECT FROM public.card_labels r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'checklistItems' THEN
        _over := EXISTS (SELECT FROM public.checklist_items r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'links' THEN
        _over := EXISTS (SELECT FROM public.card_links r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'attachments' THEN
        _over := EXISTS (SELECT FROM public.attachments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('blocks');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('comments');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_labels REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('cardLabels');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.checklist_items REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('checklistItems');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('links');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('attachments');

-- Trigger on attachments: their bytes, on a card and in the workspace. The workspace's sum has a lock row of its own, because
-- the lock of the workspace comes before the clocks, and this writer has a clock already. Each file counts as at least 64 KiB,
-- so that the cap also bounds how many rows are added up.
CREATE FUNCTION weir.keep_caps_of_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'cardMegabytes');
    IF (SELECT sum(r.bytes) FROM public.attachments r
         WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('cardMegabytes', _max);
    END IF;
  END LOOP;
  FOR _c IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    INSERT INTO public.file_locks AS l (workspace_id, taken) VALUES (_c.workspace_id, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
    _max := weir.cap(_c.workspace_id, 'megabytes');
    IF (SELECT sum(greatest(r.bytes, 65536)) FROM public.attachments r WHERE r.workspace_id = _c.workspace_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('megabytes', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_of_bytes AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_bytes();
