-- Watchers of a card are notified of its comments and blocks. Its creator, those assigned to it, and those who comment on it
-- or are mentioned on it watch it from then on, on every write path, unless they stopped watching it.

-- Notices about a card, which only people who may read it get.
CREATE FUNCTION weir.is_about_card(_kind public.notice_kind) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _kind IN ('mentioned', 'assigned', 'commented', 'cardBlocked', 'cardUnblocked', 'dueSoon', 'waitChanged')
$$;

CREATE FUNCTION weir.watch_card(_workspace uuid, _board uuid, _card uuid, _people uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT _workspace, _board, _card, m.user_id
    FROM public.memberships m WHERE m.workspace_id = _workspace AND m.user_id = ANY (_people) ORDER BY m.user_id
  ON CONFLICT DO NOTHING
$$;

-- Notifies the watchers who may read the card, except _by and those who got a notice because the comment mentions them.
CREATE FUNCTION weir.notify_watchers(
  _workspace uuid, _board uuid, _card uuid, _comment uuid, _kind public.notice_kind, _facts jsonb, _by uuid, _now timestamptz
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, comment_id, facts, at)
  SELECT _workspace, gen_random_uuid(), m.user_id, _board, _kind, _card, _comment, _facts || jsonb_build_object('by', _by), _now
    FROM public.card_watchers w
    JOIN public.memberships m ON m.workspace_id = w.workspace_id AND m.user_id = w.user_id AND m.left_at IS NULL
                             AND weir.may_read_boards(m.role)
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _card AND w.watching AND w.user_id IS DISTINCT FROM _by
     AND weir.notice_via(m.user_id, _kind) <> 'off'
     AND NOT EXISTS (SELECT FROM public.notices n
                      WHERE n.workspace_id = _workspace AND n.card_id = _card AND n.user_id = m.user_id AND n.comment_id = _comment
                        AND n.kind = 'mentioned')
   ORDER BY m.user_id
$$;

-- Trigger on new cards.
CREATE FUNCTION weir.watch_own_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT n.workspace_id, n.board_id, n.id, m.user_id
    FROM new_rows n JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.created_by
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER then_watch_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.watch_own_cards();

-- Trigger on new assignments: those assigned watch the card, and get a notice unless they assigned it to themselves. A row does
-- not record who assigned, so plain SQL sends no notices. A person with an unread notice of this kind for the card gets no other;
-- the index notices_assigned_unread enforces it. An import notifies nobody.
CREATE FUNCTION weir.notify_assigned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _actor uuid := weir.current_actor();
BEGIN
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT n.workspace_id, n.board_id, n.card_id, n.user_id FROM new_rows n ORDER BY n.card_id, n.user_id
  ON CONFLICT DO NOTHING;
  IF weir.has_own_event() AND NOT weir.is_importing() THEN
    INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
    SELECT n.workspace_id, gen_random_uuid(), m.user_id, n.board_id, 'assigned', n.card_id, jsonb_build_object('by', _actor), k.at
      FROM new_rows n
      JOIN public.cards c       ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id
                               AND c.delivered_at IS NULL AND c.archived_at IS NULL
      JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id
      JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NULL
                               AND weir.may_read_boards(m.role)
     WHERE n.user_id IS DISTINCT FROM _actor AND weir.notice_via(n.user_id, 'assigned') <> 'off'
     ORDER BY n.card_id, n.user_id
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.card_assignees REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_assigned();

-- Trigger on comments, after that of mentions by its name.
CREATE FUNCTION weir.notify_of_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.watch_card(NEW.workspace_id, NEW.board_id, NEW.card_id, ARRAY[NEW."by"]);
  IF NOT weir.is_importing() THEN
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, 'commented', '{}', NEW."by", NEW.at);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_watchers_on_insert AFTER INSERT ON public.comments FOR EACH ROW
  WHEN (NEW.body <> '') EXECUTE FUNCTION weir.notify_of_comment();

-- Trigger on blocks. Another reason for the same block is no notice.
CREATE FUNCTION weir.notify_of_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  IF NEW.unblocked_at IS NULL THEN
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardBlocked', jsonb_build_object('block', NEW.id),
                                 NEW.blocked_by, NEW.blocked_at);
  ELSE
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NULL, 'cardUnblocked', jsonb_build_object('block', NEW.id),
                                 NEW.unblocked_by, NEW.unblocked_at);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.card_blocks FOR EACH ROW
  WHEN (NEW.unblocked_at IS NULL) EXECUTE FUNCTION weir.notify_of_block();
CREATE TRIGGER then_notify_on_update AFTER UPDATE OF unblocked_at ON public.card_blocks FOR EACH ROW
  WHEN (OLD.unblocked_at IS NULL AND NEW.unblocked_at IS NOT NULL) EXECUTE FUNCTION weir.notify_of_block();

-- Trigger on the override log: people who may override limits are notified of overrides by others, once for each event.
-- The index notices_overridden_once enforces it. Limits that only warn cause no notice.
CREATE FUNCTION weir.notify_of_overrides() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _actor uuid := weir.current_actor();
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, facts, at)
  SELECT DISTINCT ON (n.board_id, n.seq, m.user_id) n.workspace_id, gen_random_uuid(), m.user_id, n.board_id,
         'overridden'::public.notice_kind, jsonb_build_object('seq', n.seq, 'by', _actor), n.at
    FROM new_rows n
    JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.left_at IS NULL AND weir.may_answer(m.role)
   WHERE n.mode = 'reason' AND m.user_id IS DISTINCT FROM _actor AND weir.notice_via(m.user_id, 'overridden') <> 'off'
   ORDER BY n.board_id, n.seq, m.user_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.overrides REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_overrides();

-- Trigger before a card, a comment or a checklist item is deleted: its watchers, its lease, its notices and their mails go with it. The
-- database created them, so plain SQL does not have to delete them itself.
CREATE FUNCTION weir.forget_notices() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _notices uuid[];
BEGIN
  IF TG_TABLE_NAME = 'cards' THEN
    _notices := ARRAY(SELECT n.id FROM public.notices n WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.id);
    DELETE FROM public.card_watchers w
     WHERE w.workspace_id = OLD.workspace_id AND w.board_id = OLD.board_id AND w.card_id = OLD.id;
    DELETE FROM public.card_leases l
     WHERE l.workspace_id = OLD.workspace_id AND l.board_id = OLD.board_id AND l.card_id = OLD.id;
  ELSIF TG_TABLE_NAME = 'comments' THEN
    _notices := ARRAY(SELECT n.id FROM public.notices n
                       WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.card_id AND n.comment_id = OLD.id);
  ELSE
    _notices := ARRAY(SELECT n.id FROM public.notices n
                       WHERE n.workspace_id = OLD.workspace_id AND n.card_id = OLD.card_id AND n.kind = 'dueSoon'
                         AND n.facts ->> 'item' = OLD.id::text);
  END IF;
  DELETE FROM public.mails m WHERE m.workspace_id = OLD.workspace_id AND m.notice_id = ANY (_notices);
  DELETE FROM public.notices n WHERE n.workspace_id = OLD.workspace_id AND n.id = ANY (_notices);
  RETURN OLD;
END $$;

CREATE TRIGGER forget_notices BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();
CREATE TRIGGER forget_notices BEFORE DELETE ON public.comments FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();
CREATE TRIGGER forget_notices BEFORE DELETE ON public.checklist_items FOR EACH ROW EXECUTE FUNCTION weir.forget_notices();
